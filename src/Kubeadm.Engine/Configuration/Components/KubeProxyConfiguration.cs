using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>kube-proxy's configuration file (kubeproxy.config.k8s.io/v1alpha1, as of Kubernetes 1.36). Null and zero leave a setting to kube-proxy's default.</summary>
[ApiDocument("kubeproxy.config.k8s.io/v1alpha1", "KubeProxyConfiguration")]
public sealed class KubeProxyConfiguration
{
    /// <summary>Feature gates by name.</summary>
    [ApiField("featureGates")]
    public SortedDictionary<string, bool> FeatureGates { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How the API server is reached.</summary>
    [ApiField("clientConnection", OmitEmpty = false)]
    public ClientConnectionConfiguration ClientConnection { get; set; } = new();

    /// <summary>Logging.</summary>
    [ApiField("logging")]
    public LoggingConfiguration Logging { get; set; } = new();

    /// <summary>The Node's name, where it is not the host's.</summary>
    [ApiField("hostnameOverride", OmitEmpty = false)]
    public string HostnameOverride { get; set; } = "";

    /// <summary>The node's address; its family is the primary one.</summary>
    [ApiField("bindAddress", OmitEmpty = false)]
    public string BindAddress { get; set; } = "";

    /// <summary>Address and port of the health check.</summary>
    [ApiField("healthzBindAddress", OmitEmpty = false)]
    public string HealthzBindAddress { get; set; } = "";

    /// <summary>Address and port of the metrics.</summary>
    [ApiField("metricsBindAddress", OmitEmpty = false)]
    public string MetricsBindAddress { get; set; } = "";

    /// <summary>Whether kube-proxy ends when it cannot bind a port.</summary>
    [ApiField("bindAddressHardFail", OmitEmpty = false)]
    public bool BindAddressHardFail { get; set; }

    /// <summary>Whether profiles are served beside the metrics.</summary>
    [ApiField("enableProfiling", OmitEmpty = false)]
    public bool EnableProfiling { get; set; }

    /// <summary>The release before this one whose hidden metrics are shown, <c>1.35</c>.</summary>
    [ApiField("showHiddenMetricsForVersion", OmitEmpty = false)]
    public string ShowHiddenMetricsForVersion { get; set; } = "";

    /// <summary><c>iptables</c>, <c>ipvs</c> or <c>nftables</c>; on Windows <c>kernelspace</c>; empty is the platform's default.</summary>
    [ApiField("mode", OmitEmpty = false)]
    public string Mode { get; set; } = "";

    /// <summary>The iptables mode.</summary>
    [ApiField("iptables", OmitEmpty = false)]
    public KubeProxyIpTablesConfiguration IpTables { get; set; } = new();

    /// <summary>The IPVS mode.</summary>
    [ApiField("ipvs", OmitEmpty = false)]
    public KubeProxyIpvsConfiguration Ipvs { get; set; } = new();

    /// <summary>The nftables mode.</summary>
    [ApiField("nftables", OmitEmpty = false)]
    public KubeProxyNfTablesConfiguration NfTables { get; set; } = new();

    /// <summary>The mode of Windows.</summary>
    [ApiField("winkernel", OmitEmpty = false)]
    public KubeProxyWinkernelConfiguration Winkernel { get; set; } = new();

    /// <summary>How traffic of local Pods is told: <c>ClusterCIDR</c>, <c>NodeCIDR</c>, <c>BridgeInterface</c> or <c>InterfaceNamePrefix</c>.</summary>
    [ApiField("detectLocalMode", OmitEmpty = false)]
    public string DetectLocalMode { get; set; } = "";

    /// <summary>The interfaces for the last two of these.</summary>
    [ApiField("detectLocal", OmitEmpty = false)]
    public DetectLocalConfiguration DetectLocal { get; set; } = new();

    /// <summary>The Pods' range; two ranges, comma-separated, for dual stack.</summary>
    [ApiField("clusterCIDR", OmitEmpty = false)]
    public string ClusterCidr { get; set; } = "";

    /// <summary>The ranges of node addresses that NodePorts are served on, or <c>primary</c>.</summary>
    [ApiField("nodePortAddresses", OmitEmpty = false)]
    public List<string>? NodePortAddresses { get; set; }

    /// <summary>kube-proxy's oom_score_adj, -1000 to 1000.</summary>
    [ApiField("oomScoreAdj", OmitEmpty = false)]
    public int? OomScoreAdj { get; set; }

    /// <summary>Connection tracking.</summary>
    [ApiField("conntrack", OmitEmpty = false)]
    public KubeProxyConntrackConfiguration Conntrack { get; set; } = new();

    /// <summary>The longest time between two full readings from the API server.</summary>
    [ApiField("configSyncPeriod", OmitEmpty = false)]
    public TimeSpan ConfigSyncPeriod { get; set; }

    /// <summary>Without effect; was the range of ports of a mode that is gone.</summary>
    [ApiField("portRange", OmitEmpty = false)]
    public string PortRange { get; set; } = "";

    /// <summary>Whether kube-proxy runs as a Windows service.</summary>
    [ApiField("windowsRunAsService")]
    public bool WindowsRunAsService { get; set; }
}
