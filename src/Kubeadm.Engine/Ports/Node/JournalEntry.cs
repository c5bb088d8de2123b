namespace Kubeadm.Engine.Ports.Node;

/// <summary>An entry of the operating system's log. Holds no secret.</summary>
/// <param name="Message">What happened, for people.</param>
/// <param name="Level">How much it matters.</param>
public sealed record JournalEntry(string Message, JournalLevel Level = JournalLevel.Information)
{
    /// <summary>What programs look for, by the names of journald's fields: <c>KUBEADM_RUN_ID</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];
}
