using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The checks of a node before it is worked on, and the pull of its images.</summary>
/// <param name="context">The node.</param>
internal sealed class NodePreflight(NodeContext context)
{
    /// <summary>Fails where a check does, and says what the others found.</summary>
    /// <remarks>A dry run goes on where the run itself would stop: it is made on other machines too, and says what would be in the way.</remarks>
    /// <exception cref="PreflightException">A check failed that is not ignored.</exception>
    public void Settle(IReadOnlyList<PreflightCheck> verdicts, PhaseReport report) => new PreflightVerdicts(verdicts).Settle(report, context.IsDryRun);

    /// <summary>Pulls the images of a control plane.</summary>
    /// <exception cref="PreflightException">An image could not be had, and that is not ignored.</exception>
    public async Task PullImagesAsync(InitConfiguration configuration, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.IsDryRun)
        {
            report.Info("[preflight] Would pull the required images (like 'kubeadm config images pull')");
            return;
        }

        report.Info("[preflight] Pulling images required for setting up a Kubernetes cluster");
        var registration = configuration.NodeRegistration;
        var pull = new ImagePullCheck(
            context.Runtime,
            ControlPlaneImages.List(configuration.Cluster),
            ControlPlaneImages.Pause(configuration.Cluster),
            registration.ImagePullPolicy,
            registration.ImagePullSerial ?? true,
            new CallbackProgress<ProgressReport>(report.Progress));
        Settle(await PreflightRunner.RunAsync([pull], context.IgnoredChecks, cancellationToken).ConfigureAwait(false), report);
        report.Add(pull.Changes);
    }
}
