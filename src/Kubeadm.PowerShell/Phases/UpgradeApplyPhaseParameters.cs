using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of the upgrade of a first control-plane node.</summary>
internal sealed class UpgradeApplyPhaseParameters : UpgradeApplyCommand, IPhaseParameters
{
    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases) =>
        PhaseWork.Of(engine => new ApplyWorkflow(engine.Ports, engine.Observer), CreateApplyRequest(running) with { Phases = phases }) with { HasConsent = IsDryRun || Force };
}
