using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>The phases of <c>join</c> in kubeadm's order.</summary>
public static class JoinPhases
{
    /// <summary>The tree of phases. Phases hold no state, so one tree serves every run.</summary>
    public static PhaseTree<JoinContext> Tree { get; } = new(WorkflowName.Join,
    [
        new PreflightPhase(),
        new ControlPlanePreparePhase(),
        new CheckEtcdPhase(),
        new KubeletStartPhase(),
        new EtcdJoinPhase(),
        new KubeletWaitBootstrapPhase(),
        new ControlPlaneJoinPhase(),
        new ConditionalPhase<JoinContext>(new WaitControlPlanePhase(waitsForKubelet: false), context => context.ReasonNotToBeControlPlane),
    ]);
}
