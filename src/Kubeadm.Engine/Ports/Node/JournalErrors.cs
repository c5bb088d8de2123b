namespace Kubeadm.Engine.Ports.Node;

/// <summary>The errors of the operating system's log.</summary>
internal static class JournalErrors
{
    /// <summary>There is no log to send to.</summary>
    /// <param name="name">What was looked for.</param>
    /// <param name="place">Where it was looked for.</param>
    /// <param name="cause">What the system said.</param>
    public static KubeadmException NotFound(string name, string place, Exception cause) => new(
        "JournalNotFound", $"There is no {name} on this machine that takes entries: {place}: {cause.Message}. Nothing was changed.", cause)
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = place,
        Remedy = $"Start {name}, or run this without sending the changes to it: the record of the run is kept in any case.",
    };

    /// <summary>The log took an entry no longer.</summary>
    /// <param name="name">The log.</param>
    /// <param name="cause">What the system said.</param>
    public static KubeadmException Failed(string name, Exception cause) => new("JournalFailed", $"{name} did not take an entry: {cause.Message}", cause)
    {
        Kind = KubeadmErrorKind.Unreachable,
    };
}
