namespace Kubeadm.Engine.Preflight;

/// <summary>How a check of the node ended.</summary>
public enum PreflightOutcome
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>Something to know; work can go on.</summary>
    Warning,

    /// <summary>Something is wrong, but the check was told to be ignored.</summary>
    Ignored,

    /// <summary>Something is wrong; work must not go on.</summary>
    Failed,
}
