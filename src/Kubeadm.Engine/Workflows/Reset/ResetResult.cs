namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>What <c>reset</c> took from a machine and what it left.</summary>
public sealed class ResetResult
{
    /// <summary>What each phase did, in order.</summary>
    public required IReadOnlyList<PhaseResult> Phases { get; init; }

    /// <summary>What went, or was stopped, or in a dry run would go.</summary>
    public IReadOnlyList<Change> Removed => [.. Phases.SelectMany(phase => phase.Changes).Where(change => change.Action != ChangeAction.Unchanged)];

    /// <summary>What is still there for a person to look at: what could not be removed, and what others may use too.</summary>
    public IReadOnlyList<Leftover> Left => [.. Phases.SelectMany(phase => phase.Left)];

    /// <summary>Whether nothing was really done.</summary>
    public bool DryRun { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
