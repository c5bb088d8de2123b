using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>The kubelet's configuration file (kubelet.config.k8s.io/v1beta1, as of Kubernetes 1.36). Null and zero leave a setting to the kubelet's default.</summary>
[ApiDocument("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration")]
public sealed partial class KubeletConfiguration
{
    /// <summary>Whether the kubelet serves its API.</summary>
    [ApiField("enableServer")]
    public bool? EnableServer { get; set; }

    /// <summary>The folder, or file, of static Pod manifests.</summary>
    [ApiField("staticPodPath")]
    public string StaticPodPath { get; set; } = "";

    /// <summary>The folder under which the logs of Pods are kept.</summary>
    [ApiField("podLogsDir")]
    public string PodLogsDir { get; set; } = "";

    /// <summary>The longest time between two comparisons of running containers with what they should be.</summary>
    [ApiField("syncFrequency")]
    public TimeSpan SyncFrequency { get; set; }

    /// <summary>The time between two looks at <see cref="StaticPodPath"/>.</summary>
    [ApiField("fileCheckFrequency")]
    public TimeSpan FileCheckFrequency { get; set; }

    /// <summary>The time between two looks at <see cref="StaticPodUrl"/>.</summary>
    [ApiField("httpCheckFrequency")]
    public TimeSpan HttpCheckFrequency { get; set; }

    /// <summary>A URL that static Pods are fetched from.</summary>
    [ApiField("staticPodURL")]
    public string StaticPodUrl { get; set; } = "";

    /// <summary>The headers sent to <see cref="StaticPodUrl"/>.</summary>
    [ApiField("staticPodURLHeader")]
    public SortedDictionary<string, List<string>> StaticPodUrlHeader { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The address that the API is served on.</summary>
    [ApiField("address")]
    public string Address { get; set; } = "";

    /// <summary>The port that the API is served on.</summary>
    [ApiField("port")]
    public int Port { get; set; }

    /// <summary>The port of the API without authentication; 0 is none.</summary>
    [ApiField("readOnlyPort")]
    public int ReadOnlyPort { get; set; }

    /// <summary>The file of the serving certificate.</summary>
    [ApiField("tlsCertFile")]
    public string TlsCertFile { get; set; } = "";

    /// <summary>The file of the serving key.</summary>
    [ApiField("tlsPrivateKeyFile")]
    public string TlsPrivateKeyFile { get; set; } = "";

    /// <summary>The cipher suites allowed up to TLS 1.2, by their IANA names.</summary>
    [ApiField("tlsCipherSuites")]
    public List<string> TlsCipherSuites { get; set; } = [];

    /// <summary>The key-exchange groups in order of preference, by their IANA numbers.</summary>
    [ApiField("tlsCurvePreferences")]
    public List<int> TlsCurvePreferences { get; set; } = [];

    /// <summary>The lowest TLS version, for example <c>VersionTLS12</c>.</summary>
    [ApiField("tlsMinVersion")]
    public string TlsMinVersion { get; set; } = "";

    /// <summary>Whether the client certificate is renewed through the API.</summary>
    [ApiField("rotateCertificates")]
    public bool RotateCertificates { get; set; }

    /// <summary>Whether the serving certificate is asked for through the API.</summary>
    [ApiField("serverTLSBootstrap")]
    public bool ServerTlsBootstrap { get; set; }

    /// <summary>How callers of the API are told apart.</summary>
    [ApiField("authentication", OmitEmpty = false)]
    public KubeletAuthentication Authentication { get; set; } = new();

    /// <summary>What callers of the API may do.</summary>
    [ApiField("authorization", OmitEmpty = false)]
    public KubeletAuthorization Authorization { get; set; } = new();

    /// <summary>The local port of the health check; 0 is none.</summary>
    [ApiField("healthzPort")]
    public int? HealthzPort { get; set; }

    /// <summary>The address of the health check.</summary>
    [ApiField("healthzBindAddress")]
    public string HealthzBindAddress { get; set; } = "";

    /// <summary>Whether logs and commands in containers are served.</summary>
    [ApiField("enableDebuggingHandlers")]
    public bool? EnableDebuggingHandlers { get; set; }

    /// <summary>Whether waits on locks are profiled.</summary>
    [ApiField("enableContentionProfiling")]
    public bool EnableContentionProfiling { get; set; }

    /// <summary>Whether profiles are served.</summary>
    [ApiField("enableProfilingHandler")]
    public bool? EnableProfilingHandler { get; set; }

    /// <summary>Whether the log level can be changed over the API.</summary>
    [ApiField("enableDebugFlagsHandler")]
    public bool? EnableDebugFlagsHandler { get; set; }

    /// <summary>Whether the node's log folder is served.</summary>
    [ApiField("enableSystemLogHandler")]
    public bool? EnableSystemLogHandler { get; set; }

    /// <summary>Whether logs of the node's services can be queried.</summary>
    [ApiField("enableSystemLogQuery")]
    public bool? EnableSystemLogQuery { get; set; }

    /// <summary>How long a streaming connection may be idle.</summary>
    [ApiField("streamingConnectionIdleTimeout")]
    public TimeSpan StreamingConnectionIdleTimeout { get; set; }

    /// <summary>The release before this one whose hidden metrics are shown, <c>1.35</c>.</summary>
    [ApiField("showHiddenMetricsForVersion")]
    public string ShowHiddenMetricsForVersion { get; set; } = "";

    /// <summary>Logging.</summary>
    [ApiField("logging")]
    public LoggingConfiguration Logging { get; set; } = new();

    /// <summary>Tracing, or null for none.</summary>
    [ApiField("tracing")]
    public TracingConfiguration? Tracing { get; set; }

    /// <summary>Feature gates by name.</summary>
    [ApiField("featureGates")]
    public SortedDictionary<string, bool> FeatureGates { get; set; } = new(StringComparer.Ordinal);
}
