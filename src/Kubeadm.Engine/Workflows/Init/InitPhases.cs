using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The phases of <c>init</c> in kubeadm's order.</summary>
public static class InitPhases
{
    /// <summary>The tree of phases. Phases hold no state, so one tree serves every run.</summary>
    public static PhaseTree<InitContext> Tree { get; } = new(WorkflowName.Init,
    [
        new PreflightPhase(),
        new CertsPhase(),
        new KubeconfigPhase(),
        new EtcdPhase(),
        new ControlPlanePhase(),
        new KubeletStartPhase(),
        new WaitControlPlanePhase(),
        new UploadConfigPhase(),
        new UploadCertsPhase(),
        new MarkControlPlanePhase(),
        new BootstrapTokenPhase(),
        new KubeletFinalizePhase(),
        new AddonPhase(),
        new ShowJoinCommandPhase(),
    ]);
}
