using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What makes the node one of the control plane for the cluster.</summary>
public sealed class ControlPlaneJoinPhase() : PhaseGroup<JoinContext>(
    "control-plane-join",
    "Join the machine as a control plane",
    new MarkControlPlanePhase())
{
    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) => context.ReasonNotToBeControlPlane;
}
