using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The phases of <c>init</c> in kubeadm's order.</summary>
public static class InitPhases
{
    /// <summary>The tree of phases. Phases hold no state, so one tree serves every run.</summary>
    public static PhaseTree<InitContext> Tree { get; } = new(WorkflowName.Init,
    [
        new PreflightPhase(),
        new CertsPhase("Generate the cluster's certificates and keys"),
        KubeconfigPhase.OfFirstNode,
        new EtcdPhase(),
        new ControlPlanePhase("Generate the static Pod manifests of the control plane"),
        new KubeletStartPhase(),
        new WaitControlPlanePhase(waitsForKubelet: true),
        new UploadConfigPhase(),
        new UploadCertsPhase(),
        new MarkControlPlanePhase(),
        new BootstrapTokenPhase(),
        new KubeletFinalizePhase(),
        new AddonPhase(),
        new ShowJoinCommandPhase(),
    ]);
}
