using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>What concerns the node on which <c>init</c> runs, together with the cluster's configuration.</summary>
[ApiDocument("kubeadm.k8s.io/v1beta4", "InitConfiguration")]
public sealed class InitConfiguration
{
    /// <summary>The cluster's configuration: a document of its own in files, a part of this one in memory.</summary>
    public ClusterConfiguration Cluster { get; set; } = new();

    /// <summary>Tokens to make.</summary>
    [ApiField("bootstrapTokens")]
    public List<BootstrapToken> BootstrapTokens { get; set; } = [];

    /// <summary>Whether to do everything but the doing.</summary>
    [ApiField("dryRun")]
    public bool DryRun { get; set; }

    /// <summary>How the node registers.</summary>
    [ApiField("nodeRegistration")]
    public NodeRegistration NodeRegistration { get; set; } = new();

    /// <summary>Where this node's API server listens.</summary>
    [ApiField("localAPIEndpoint")]
    public ApiEndpoint LocalApiEndpoint { get; set; } = new();

    /// <summary>Hex of the 32-byte key that encrypts uploaded certificates. A secret.</summary>
    [ApiField("certificateKey")]
    public string CertificateKey { get; set; } = "";

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

/// <summary>How a node registers with the API server.</summary>
public sealed class NodeRegistration
{
    /// <summary>The Node object's name.</summary>
    [ApiField("name")]
    public string Name { get; set; } = "";

    /// <summary>The container runtime's endpoint.</summary>
    [ApiField("criSocket")]
    public string CriSocket { get; set; } = "";

    /// <summary>Taints; null means kubeadm's default for the node's role, an empty list means none.</summary>
    [ApiField("taints", OmitEmpty = false)]
    public List<Taint>? Taints { get; set; }

    /// <summary>More arguments for the kubelet.</summary>
    [ApiField("kubeletExtraArgs")]
    public List<Arg> KubeletExtraArgs { get; set; } = [];

    /// <summary>Preflight checks whose errors are warnings; <c>all</c> means each.</summary>
    [ApiField("ignorePreflightErrors")]
    public List<string> IgnorePreflightErrors { get; set; } = [];

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>.</summary>
    [ApiField("imagePullPolicy")]
    public string ImagePullPolicy { get; set; } = "";

    /// <summary>Whether images are pulled one after the other.</summary>
    [ApiField("imagePullSerial")]
    public bool? ImagePullSerial { get; set; }
}

/// <summary>Where an API server listens.</summary>
public sealed class ApiEndpoint
{
    /// <summary>The address it advertises.</summary>
    [ApiField("advertiseAddress")]
    public string AdvertiseAddress { get; set; } = "";

    /// <summary>Its port.</summary>
    [ApiField("bindPort")]
    public int BindPort { get; set; }
}

/// <summary>A command-line argument of a component. The same name may stand more than once.</summary>
public sealed class Arg
{
    /// <summary>The name, without dashes.</summary>
    [ApiField("name", OmitEmpty = false)]
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    [ApiField("value", OmitEmpty = false)]
    public string Value { get; set; } = "";
}

/// <summary>Where patches are.</summary>
public sealed class PatchesOptions
{
    /// <summary>The folder of patch files.</summary>
    [ApiField("directory")]
    public string Directory { get; set; } = "";
}

/// <summary>Time limits of a workflow; null means kubeadm's default.</summary>
public sealed class Timeouts
{
    /// <summary>Wait for a control-plane component; 4 minutes.</summary>
    [ApiField("controlPlaneComponentHealthCheck")]
    public TimeSpan? ControlPlaneComponentHealthCheck { get; set; }

    /// <summary>Wait for the kubelet; 4 minutes.</summary>
    [ApiField("kubeletHealthCheck")]
    public TimeSpan? KubeletHealthCheck { get; set; }

    /// <summary>Wait for the API server to take a request; 1 minute.</summary>
    [ApiField("kubernetesAPICall")]
    public TimeSpan? KubernetesApiCall { get; set; }

    /// <summary>Wait for etcd to take a request; 2 minutes.</summary>
    [ApiField("etcdAPICall")]
    public TimeSpan? EtcdApiCall { get; set; }

    /// <summary>Wait for the kubelet's TLS bootstrap; 5 minutes.</summary>
    [ApiField("tlsBootstrap")]
    public TimeSpan? TlsBootstrap { get; set; }

    /// <summary>Wait for discovery; 5 minutes.</summary>
    [ApiField("discovery")]
    public TimeSpan? Discovery { get; set; }

    /// <summary>Wait for a static Pod to be replaced in an upgrade; 5 minutes.</summary>
    [ApiField("upgradeManifests")]
    public TimeSpan? UpgradeManifests { get; set; }
}
