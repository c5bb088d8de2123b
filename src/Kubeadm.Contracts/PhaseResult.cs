namespace Kubeadm;

/// <summary>What a phase did.</summary>
public sealed class PhaseResult
{
    /// <summary>The workflow, a word of <see cref="WorkflowName"/>.</summary>
    public required string Workflow { get; init; }

    /// <summary>The phase's path, for example <c>certs/apiserver</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>How it ended, a word of <see cref="PhaseStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What it changed, or found as wanted.</summary>
    public KubeList<Change> Changes { get; init; } = [];

    /// <summary>How many of them changed something.</summary>
    public int ChangeCount => Changes.Count(change => change.Action != ChangeAction.Unchanged);

    /// <summary>Whether it saw to something, and all of that was as wanted already.</summary>
    internal bool IsAsWanted => Changes.Count > 0 && ChangeCount == 0;

    /// <summary>What a person should know.</summary>
    public KubeList<string> Warnings { get; init; } = [];

    /// <summary>What it left where it is, for a person to look at.</summary>
    public KubeList<Leftover> Left { get; init; } = [];

    /// <summary>Why it was left out or failed, else null.</summary>
    public string? Message { get; init; }

    /// <summary>How phases ended, in a line.</summary>
    internal static string Summarize(IEnumerable<PhaseResult> phases)
    {
        var endings = phases.ToLookup(phase => phase.Status);
        int Count(string status) => endings[status].Count();
        return $"{Count(PhaseStatus.Succeeded)} done, {Count(PhaseStatus.Unchanged)} unchanged, {Count(PhaseStatus.Skipped)} skipped";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Phase}: {Status}";
}
