using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The static Pods of the control plane.</summary>
public sealed class ControlPlanePhase() : PhaseGroup<InitContext>(
    "control-plane",
    "Generate the static Pod manifests of the control plane",
    new ControlPlaneComponentPhase("apiserver", "kube-apiserver"),
    new ControlPlaneComponentPhase("controller-manager", "kube-controller-manager"),
    new ControlPlaneComponentPhase("scheduler", "kube-scheduler"))
{
    /// <inheritdoc/>
    public override Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[control-plane] Using manifest folder \"{KubernetesPaths.ManifestsDirectory}\"");
        return Task.CompletedTask;
    }
}
