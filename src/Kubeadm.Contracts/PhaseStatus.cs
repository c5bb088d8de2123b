namespace Kubeadm;

/// <summary>How a phase ended.</summary>
public static class PhaseStatus
{
    /// <summary>It changed something, or did work that changes nothing such as waiting and checking.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>All was already as wanted.</summary>
    public const string Unchanged = "Unchanged";

    /// <summary>It was left out.</summary>
    public const string Skipped = "Skipped";

    /// <summary>It failed.</summary>
    public const string Failed = "Failed";
}
