using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.ContainerRuntime;
using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Checks the machine, then pulls the images that the control plane needs.</summary>
public sealed class PreflightPhase : Phase<InitContext>
{
    private const string ImagePull = "ImagePull";

    /// <inheritdoc/>
    public override string Name => "preflight";

    /// <inheritdoc/>
    public override string Description => "Check that the node can become a control plane, and pull its images";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[preflight] Running pre-flight checks");
        await CheckAsync(context, report, cancellationToken).ConfigureAwait(false);
        if (context.IsDryRun)
        {
            report.Info("[preflight] Would pull the required images (like 'kubeadm config images pull')");
            return;
        }

        report.Info("[preflight] Pulling images required for setting up a Kubernetes cluster");
        await PullImagesAsync(context, report, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var checks = new PreflightChecks(context.Node, context.Runtime).ForInit(context.Configuration);
        var verdicts = await PreflightRunner.RunAsync(checks, context.IgnoredChecks, cancellationToken).ConfigureAwait(false);
        verdicts = await new OwnTraces(context).ExcuseAsync(verdicts, cancellationToken).ConfigureAwait(false);
        new PreflightVerdicts(verdicts).Settle(report, context.IsDryRun);
    }

    private static async Task PullImagesAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var registration = context.Configuration.NodeRegistration;
        var images = ControlPlaneImages.List(context.Configuration.Cluster);
        try
        {
            var progress = new CallbackProgress<ProgressReport>(report.Progress);
            report.Add(await new ImagePuller(context.Runtime)
                .PullAsync(images, registration.ImagePullPolicy, registration.ImagePullSerial ?? true, progress, cancellationToken)
                .ConfigureAwait(false));
        }
        catch (KubeadmException e) when (context.IgnoredChecks.Contains(ImagePull))
        {
            report.Warn($"[preflight] {ImagePull}: {e.Message}");
        }
    }
}
