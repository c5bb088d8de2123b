namespace Kubeadm.Engine.Workflows;

/// <summary>Hears what a workflow does while it does it. Called from any thread, never at the same time twice.</summary>
public interface IEngineObserver
{
    /// <summary>A line of the kind kubeadm prints, for people: <c>[certs] Generating "ca" certificate and key</c>.</summary>
    void Info(string line);

    /// <summary>A detail of what is done.</summary>
    void Verbose(string message);

    /// <summary>Something a person should know.</summary>
    void Warning(string message);

    /// <summary>How far a longer piece of work is.</summary>
    void Progress(ProgressReport report);

    /// <summary>A phase ended or was left out.</summary>
    void PhaseCompleted(PhaseResult result);
}

/// <summary>How far a longer piece of work is.</summary>
/// <param name="Activity">What is done: <c>Pulling images</c>.</param>
/// <param name="Status">Which part of it: an image's name.</param>
/// <param name="PercentComplete">0 to 100, or -1 when it cannot be told.</param>
/// <param name="IsCompleted">Whether the work has ended.</param>
public sealed record ProgressReport(string Activity, string Status, int PercentComplete, bool IsCompleted = false)
{
    /// <summary>The number of a piece of work that is no part of another.</summary>
    public const int MainId = 1;

    /// <summary>Tells pieces of work apart that go on at the same time.</summary>
    public int Id { get; init; } = MainId;

    /// <summary>The number of the work that this is a part of; null when it is no part of another.</summary>
    public int? ParentId { get; init; }
}
