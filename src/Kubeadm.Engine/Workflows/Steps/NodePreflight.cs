using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The checks of a node before it is worked on, and the pull of its images.</summary>
/// <param name="ignored">The checks whose errors do not count.</param>
/// <param name="stopsOnFailure">Whether a failed check ends the run.</param>
public sealed class NodePreflight(IgnoredChecks ignored, bool stopsOnFailure)
{
    /// <summary>Whether a failed check ends the run.</summary>
    public bool StopsOnFailure => stopsOnFailure;

    /// <summary>Runs checks.</summary>
    public Task<IReadOnlyList<PreflightCheck>> RunAsync(IEnumerable<NodeCheck> checks, CancellationToken cancellationToken) =>
        PreflightRunner.RunAsync([.. checks], ignored, cancellationToken);

    /// <summary>Fails where a check did, and says what the others found.</summary>
    /// <exception cref="PreflightException">A check failed that is not ignored.</exception>
    public void Settle(IReadOnlyList<PreflightCheck> verdicts, PhaseReport report) => new PreflightVerdicts(verdicts).Settle(report, stopsOnFailure);

    /// <summary>Pulls the images of a control plane.</summary>
    /// <exception cref="PreflightException">An image could not be had, and that is not ignored.</exception>
    public async Task PullImagesAsync(InitConfiguration configuration, IContainerRuntime runtime, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info(
            "[preflight] Pulling images required for setting up a Kubernetes cluster",
            "[preflight] Would pull the required images (like 'kubeadm config images pull')");
        var registration = configuration.NodeRegistration;
        var pull = new ImagePullCheck(
            runtime,
            ControlPlaneImages.List(configuration.Cluster),
            ControlPlaneImages.Pause(configuration.Cluster),
            registration.ImagePullPolicy,
            registration.ImagePullSerial ?? true,
            new CallbackProgress<ProgressReport>(report.Progress));
        Settle(await RunAsync([pull], cancellationToken), report);
        report.Add(pull.Changes);
    }
}
