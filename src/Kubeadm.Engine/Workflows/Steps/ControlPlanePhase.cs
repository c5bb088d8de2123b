using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The static Pods of API server, controller manager and scheduler.</summary>
/// <param name="description">What it does for the workflow, in a line.</param>
public sealed class ControlPlanePhase(string description) : PhaseGroup<IConfiguredNodeContext>(
    "control-plane",
    description,
    new ControlPlaneComponentPhase("apiserver", ComponentNames.ApiServer),
    new ControlPlaneComponentPhase("controller-manager", ComponentNames.ControllerManager),
    new ControlPlaneComponentPhase("scheduler", ComponentNames.Scheduler))
{
    /// <inheritdoc/>
    public override Task RunAsync(IConfiguredNodeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[control-plane] Using manifest folder \"{KubernetesPaths.ManifestsDirectory}\"");
        return Task.CompletedTask;
    }
}
