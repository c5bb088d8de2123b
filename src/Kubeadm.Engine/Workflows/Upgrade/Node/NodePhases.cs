using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade.Node;

/// <summary>The phases of <c>upgrade node</c> in kubeadm's order.</summary>
public static class NodePhases
{
    /// <summary>The tree of phases. Phases hold no state, so one tree serves every run.</summary>
    public static PhaseTree<UpgradeContext> Tree { get; } = new(WorkflowName.UpgradeNode,
    [
        new PreflightPhase(),
        new ControlPlanePhase(),
        new KubeconfigPhase(),
        new KubeletConfigPhase(),
        new AddonPhase(),
        new PostUpgradePhase(),
    ]);
}
