namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>
/// The flags of <c>kubeadm reset</c> that stand for fields of the configuration. Null means not given.
/// With a configuration file, none may be given.
/// </summary>
public sealed record ResetFlags
{
    /// <summary><c>--cert-dir</c>.</summary>
    public string? CertDir { get; init; }

    /// <summary><c>--cri-socket</c>.</summary>
    public string? CriSocket { get; init; }

    /// <summary><c>--cleanup-tmp-dir</c>.</summary>
    public bool? CleanupTmpDir { get; init; }

    /// <summary><c>--force</c>.</summary>
    public bool? Force { get; init; }
}
