using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What a control plane needs on the node before its kubelet starts.</summary>
public sealed class ControlPlanePreparePhase() : PhaseGroup<JoinContext>(
    "control-plane-prepare",
    "Prepare the machine for serving a control plane",
    new DownloadCertsPhase(),
    new CertsPhase(),
    new KubeconfigPhase(),
    new ControlPlanePhase())
{
    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) => context.IsControlPlane ? null : "the node joins as a worker";
}
