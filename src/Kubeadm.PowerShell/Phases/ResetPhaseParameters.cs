using Kubeadm.Engine.Workflows.Reset;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of <c>reset</c>.</summary>
internal sealed class ResetPhaseParameters : ResetCommand, IPhaseParameters
{
    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases)
    {
        var request = CreateRequest(running) with { Phases = phases };
        var question = new PhaseQuestion(
            "Checking a reset of this machine", "The reset is checked, which would remove what init or join made. Are you sure you want to proceed?", "Check a reset of this machine",
            (engine, token) => new ResetWorkflow(engine.Ports, engine.Observer).NeedsConsentAsync(request, token));
        return PhaseWork.Of(engine => new ResetWorkflow(engine.Ports, engine.Observer), request) with
        {
            HasConsent = IsDryRun || Force,
            Question = PhaseQuestion.Concerns(phases) ? question : null,
        };
    }
}
