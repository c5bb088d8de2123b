using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Checks the machine, then pulls the images that the control plane needs.</summary>
public sealed class PreflightPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "preflight";

    /// <inheritdoc/>
    public override string Description => "Check that the node can become a control plane, and pull its images";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[preflight] Running pre-flight checks");
        var preflight = new NodePreflight(context);
        var checks = new PreflightChecks(context.Node, context.Runtime).ForInit(context.Configuration);
        var verdicts = await PreflightRunner.RunAsync(checks, context.IgnoredChecks, cancellationToken).ConfigureAwait(false);
        var traces = new OwnTraces([.. NodeTraces.ControlPlane(context.Configuration, context.StaticPods.IsOn), NodeTraces.Kubelet(context.KubeletFiles)]);
        preflight.Settle(await traces.ExcuseAsync(verdicts, cancellationToken).ConfigureAwait(false), report);
        await preflight.PullImagesAsync(context.Configuration, report, cancellationToken).ConfigureAwait(false);
    }
}
