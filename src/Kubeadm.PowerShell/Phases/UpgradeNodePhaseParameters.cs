using Kubeadm.Engine.Workflows.Upgrade.Node;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of the upgrade of a further node.</summary>
internal sealed class UpgradeNodePhaseParameters : UpgradeCommand, IPhaseParameters
{
    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases) =>
        PhaseWork.Of(engine => new NodeWorkflow(engine.Ports, engine.Observer), CreateRequest(running) with { Phases = phases }) with { HasConsent = IsDryRun };
}
