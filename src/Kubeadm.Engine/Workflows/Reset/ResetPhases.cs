using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>The phases of <c>reset</c> in kubeadm's order.</summary>
public static class ResetPhases
{
    /// <summary>The tree of phases. Phases hold no state, so one tree serves every run.</summary>
    public static PhaseTree<ResetContext> Tree { get; } = new(WorkflowName.Reset,
    [
        new PreflightPhase(),
        new RemoveEtcdMemberPhase(),
        new CleanupNodePhase(),
    ]);
}
