namespace Kubeadm;

/// <summary>How a run that changed a node ended.</summary>
public static class RunOutcome
{
    /// <summary>It has not ended: its process is still there.</summary>
    public const string Running = "Running";

    /// <summary>All that was asked for was done, or found as wanted.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>An error ended it.</summary>
    public const string Failed = "Failed";

    /// <summary>A person ended it, or what it ran in.</summary>
    public const string Stopped = "Stopped";

    /// <summary>Its process is gone and never said how it ended: it was killed, or the machine stopped.</summary>
    public const string Interrupted = "Interrupted";
}
