using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Upgrade.Apply;

/// <summary>The phases of <c>upgrade apply</c> in kubeadm's order.</summary>
public static class ApplyPhases
{
    /// <summary>The tree of phases. Phases hold no state, so one tree serves every run.</summary>
    public static PhaseTree<UpgradeContext> Tree { get; } = new(WorkflowName.UpgradeApply,
    [
        new PreflightPhase(),
        new ControlPlanePhase(),
        new UploadConfigPhase(),
        new KubeconfigPhase(),
        new KubeletConfigPhase(),
        new BootstrapTokenPhase(),
        new AddonPhase(),
        new PostUpgradePhase(),
    ]);
}
