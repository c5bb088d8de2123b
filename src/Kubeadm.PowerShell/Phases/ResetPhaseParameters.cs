using Kubeadm.Engine.Workflows.Reset;

namespace Kubeadm.PowerShell.Phases;

/// <summary>The parameters of phases of <c>reset</c>.</summary>
internal sealed class ResetPhaseParameters : ResetCommand, IPhaseParameters
{
    /// <inheritdoc/>
    public PhaseWork Prepare(KubeadmCommand running, string[] phases) =>
        PhaseWork.Of(engine => new ResetWorkflow(engine.Ports, engine.Observer), CreateRequest(running) with { Phases = phases }) with { HasConsent = IsDryRun || Force };
}
