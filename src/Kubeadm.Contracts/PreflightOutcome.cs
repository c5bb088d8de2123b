namespace Kubeadm;

/// <summary>How a check of the node ended.</summary>
public static class PreflightOutcome
{
    /// <summary>All is well.</summary>
    public const string Passed = "Passed";

    /// <summary>Something to know; work can go on.</summary>
    public const string Warning = "Warning";

    /// <summary>Something is wrong, but the check was told to be ignored.</summary>
    public const string Ignored = "Ignored";

    /// <summary>Something is wrong; work must not go on.</summary>
    public const string Failed = "Failed";
}
