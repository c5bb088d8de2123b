namespace Kubeadm.Engine.Reporting;

/// <summary>How far a longer piece of work is.</summary>
/// <param name="Activity">What is done: <c>Pulling images</c>.</param>
/// <param name="Status">Which part of it: an image's name.</param>
/// <param name="PercentComplete">0 to 100, or -1 when it cannot be told.</param>
/// <param name="IsCompleted">Whether the work has ended.</param>
public sealed record ProgressReport(string Activity, string Status, int PercentComplete, bool IsCompleted = false)
{
    /// <summary>The number of a run of a workflow, of which everything else that it reports is a part.</summary>
    public const int WorkflowId = 0;

    /// <summary>The number of the main piece of work of a phase, or of a command without phases.</summary>
    public const int MainId = 1;

    /// <summary>The number of a group of phases; far from those that pieces of work count up.</summary>
    public const int GroupId = 1_000_000;

    /// <summary>Distinguishes pieces of work that go on at the same time.</summary>
    public int Id { get; init; } = MainId;

    /// <summary>The number of the work that this is a part of; null when it is no part of another.</summary>
    public int? ParentId { get; init; }
}
