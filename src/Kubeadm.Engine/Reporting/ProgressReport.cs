namespace Kubeadm.Engine.Reporting;

/// <summary>How far a longer piece of work is.</summary>
/// <param name="Activity">What is done: <c>Pulling images</c>.</param>
/// <param name="Status">Which part of it: an image's name.</param>
/// <param name="PercentComplete">0 to 100, or -1 when it cannot be told.</param>
/// <param name="IsCompleted">Whether the work has ended.</param>
public sealed record ProgressReport(string Activity, string Status, int PercentComplete, bool IsCompleted = false)
{
    /// <summary>The number of a piece of work that is no part of another.</summary>
    public const int MainId = 1;

    /// <summary>Distinguishes pieces of work that go on at the same time.</summary>
    public int Id { get; init; } = MainId;

    /// <summary>The number of the work that this is a part of; null when it is no part of another.</summary>
    public int? ParentId { get; init; }
}
