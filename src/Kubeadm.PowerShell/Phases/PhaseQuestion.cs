namespace Kubeadm.PowerShell.Phases;

/// <summary>What a person is asked before a phase that asks in kubeadm too, instead of being asked about the phase as about any other.</summary>
/// <param name="Description">What is done, for those who are not asked.</param>
/// <param name="Text">The question.</param>
/// <param name="Caption">What it is about, in a few words.</param>
/// <param name="IsNeeded">Finds whether it has to be asked: the configuration may say that nothing is really done, or give the answer.</param>
internal sealed record PhaseQuestion(string Description, string Text, string Caption, Func<EngineScope, CancellationToken, Task<bool>> IsNeeded)
{
    /// <summary>The phase of checks, in which kubeadm asks.</summary>
    private const string Phase = "preflight";

    /// <summary>Whether phases that were asked for have the one that asks among them.</summary>
    public static bool Concerns(IEnumerable<string> phases) => phases.Any(phase => phase.Trim().Equals(Phase, StringComparison.OrdinalIgnoreCase));
}
