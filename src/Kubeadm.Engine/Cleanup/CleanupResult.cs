namespace Kubeadm.Engine.Cleanup;

/// <summary>What a piece of cleaning did and could not do.</summary>
/// <param name="Changes">What was removed, or was not there.</param>
/// <param name="Failures">What could not be removed, and why.</param>
public sealed record CleanupResult(IReadOnlyList<Change> Changes, IReadOnlyList<Leftover> Failures)
{
    /// <summary>A folder was left as it is.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cause">Why.</param>
    public static CleanupResult NotEmptied(string folder, string cause) => new([], [new Leftover(folder, $"it cannot be emptied: {cause}")]);
}
