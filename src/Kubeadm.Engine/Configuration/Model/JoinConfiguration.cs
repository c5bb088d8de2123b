using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>What concerns a node that joins.</summary>
[ApiDocument("kubeadm.k8s.io/v1beta4", "JoinConfiguration")]
public sealed class JoinConfiguration
{
    /// <summary>Whether to do everything but the doing.</summary>
    [ApiField("dryRun")]
    public bool DryRun { get; set; }

    /// <summary>How the node registers.</summary>
    [ApiField("nodeRegistration")]
    public NodeRegistration NodeRegistration { get; set; } = new();

    /// <summary>Where the cluster's CA certificate is put.</summary>
    [ApiField("caCertPath")]
    public string CaCertPath { get; set; } = "";

    /// <summary>How the cluster is found.</summary>
    [ApiField("discovery", OmitEmpty = false)]
    public Discovery Discovery { get; set; } = new();

    /// <summary>Set when the node joins as a control plane.</summary>
    [ApiField("controlPlane")]
    public JoinControlPlane? ControlPlane { get; set; }

    /// <summary>Phases to leave out.</summary>
    [ApiField("skipPhases")]
    public List<string> SkipPhases { get; set; } = [];

    /// <summary>Where patches are.</summary>
    [ApiField("patches")]
    public PatchesOptions? Patches { get; set; }

    /// <summary>Time limits.</summary>
    [ApiField("timeouts")]
    public Timeouts? Timeouts { get; set; }
}

/// <summary>What concerns a control plane that joins.</summary>
public sealed class JoinControlPlane
{
    /// <summary>Where this node's API server listens.</summary>
    [ApiField("localAPIEndpoint")]
    public ApiEndpoint LocalApiEndpoint { get; set; } = new();

    /// <summary>Hex of the key that decrypts the uploaded certificates. A secret.</summary>
    [ApiField("certificateKey")]
    public string CertificateKey { get; set; } = "";
}

/// <summary>How the cluster is found; by token or by file.</summary>
public sealed class Discovery
{
    /// <summary>By a bootstrap token.</summary>
    [ApiField("bootstrapToken")]
    public BootstrapTokenDiscovery? BootstrapToken { get; set; }

    /// <summary>By a kubeconfig.</summary>
    [ApiField("file")]
    public FileDiscovery? File { get; set; }

    /// <summary>The token for the kubelet's first certificate. A secret.</summary>
    [ApiField("tlsBootstrapToken")]
    public string TlsBootstrapToken { get; set; } = "";
}

/// <summary>Discovery by a bootstrap token.</summary>
public sealed class BootstrapTokenDiscovery
{
    /// <summary>The token that validates the cluster's information. A secret.</summary>
    [ApiField("token", OmitEmpty = false)]
    public string Token { get; set; } = "";

    /// <summary>Host and port of an API server.</summary>
    [ApiField("apiServerEndpoint")]
    public string ApiServerEndpoint { get; set; } = "";

    /// <summary>Hashes of the CA's public key, <c>sha256:HEX</c>.</summary>
    [ApiField("caCertHashes")]
    public List<string> CaCertHashes { get; set; } = [];

    /// <summary>Whether the CA is taken unverified.</summary>
    [ApiField("unsafeSkipCAVerification")]
    public bool UnsafeSkipCaVerification { get; set; }
}

/// <summary>Discovery by a kubeconfig.</summary>
public sealed class FileDiscovery
{
    /// <summary>A file or an https address.</summary>
    [ApiField("kubeConfigPath", OmitEmpty = false)]
    public string KubeConfigPath { get; set; } = "";
}
