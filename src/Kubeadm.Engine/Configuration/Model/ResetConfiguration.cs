using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>What concerns a node that is taken apart.</summary>
[ApiDocument("kubeadm.k8s.io/v1beta4", "ResetConfiguration")]
public sealed class ResetConfiguration
{
    /// <summary>Whether kubeadm's temporary folder is cleaned too.</summary>
    [ApiField("cleanupTmpDir")]
    public bool CleanupTmpDir { get; set; }

    /// <summary>The folder of certificates.</summary>
    [ApiField("certificatesDir")]
    public string CertificatesDir { get; set; } = "";

    /// <summary>The container runtime's endpoint.</summary>
    [ApiField("criSocket")]
    public string CriSocket { get; set; } = "";

    /// <summary>Whether to do everything but the doing.</summary>
    [ApiField("dryRun")]
    public bool DryRun { get; set; }

    /// <summary>Whether to go on without asking.</summary>
    [ApiField("force")]
    public bool Force { get; set; }

    /// <summary>Preflight checks whose errors are warnings.</summary>
    [ApiField("ignorePreflightErrors")]
    public List<string> IgnorePreflightErrors { get; set; } = [];

    /// <summary>Phases to leave out.</summary>
    [ApiField("skipPhases")]
    public List<string> SkipPhases { get; set; } = [];

    /// <summary>Flags of the unmounting: <c>MNT_FORCE</c>, <c>MNT_DETACH</c>, <c>MNT_EXPIRE</c>, <c>UMOUNT_NOFOLLOW</c>.</summary>
    [ApiField("unmountFlags")]
    public List<string> UnmountFlags { get; set; } = [];

    /// <summary>Time limits.</summary>
    [ApiField("timeouts")]
    public Timeouts? Timeouts { get; set; }
}
