using Kubeadm.Engine.Workflows.Join;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of <c>join</c>.</summary>
internal sealed class JoinPhaseParameters : JoinCommand, IPhaseParameters
{
    /// <inheritdoc/>
    public void NoteTyped() => RememberTyped();

    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases) =>
        PhaseWork.Of(engine => new JoinWorkflow(engine.Ports, engine.Observer), CreateRequest(running) with { Phases = phases }) with { HasConsent = IsDryRun };
}
