using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of the upgrade of a first control-plane node.</summary>
internal sealed class UpgradeApplyPhaseParameters : UpgradeApplyCommand, IPhaseParameters
{
    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases)
    {
        var request = CreateApplyRequest(running) with { Phases = phases };
        var question = new PhaseQuestion(
            "Checking an upgrade of this machine", "The upgrade is checked, and its images are pulled. Are you sure you want to proceed?", "Check an upgrade of this machine",
            (engine, token) => new ApplyWorkflow(engine.Ports, engine.Observer).NeedsConsentAsync(request, token));
        return PhaseWork.Of(engine => new ApplyWorkflow(engine.Ports, engine.Observer), request) with
        {
            HasConsent = IsDryRun || Force,
            Question = PhaseQuestion.Concerns(phases) ? question : null,
        };
    }
}
