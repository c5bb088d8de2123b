using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Components;

public sealed partial class KubeletConfiguration
{
    /// <summary>The cluster's DNS domain.</summary>
    [ApiField("clusterDomain")]
    public string ClusterDomain { get; set; } = "";

    /// <summary>The addresses of the cluster's DNS.</summary>
    [ApiField("clusterDNS")]
    public List<string> ClusterDns { get; set; } = [];

    /// <summary>The file of the node's own resolver; empty keeps it from Pods.</summary>
    [ApiField("resolvConf", IsPointer = true)]
    public string? ResolverConfig { get; set; }

    /// <summary>The range of Pods of a kubelet without a cluster.</summary>
    [ApiField("podCIDR")]
    public string PodCidr { get; set; } = "";

    /// <summary>How a Pod reaches itself through its Service: <c>promiscuous-bridge</c>, <c>hairpin-veth</c> or <c>none</c>.</summary>
    [ApiField("hairpinMode")]
    public string HairpinMode { get; set; } = "";

    /// <summary>Whether the kubelet keeps its own chains of iptables.</summary>
    [ApiField("makeIPTablesUtilChains")]
    public bool? MakeIpTablesUtilChains { get; set; }

    /// <summary>Without effect since Kubernetes 1.28.</summary>
    [ApiField("iptablesMasqueradeBit")]
    public int? IpTablesMasqueradeBit { get; set; }

    /// <summary>Without effect since Kubernetes 1.28.</summary>
    [ApiField("iptablesDropBit")]
    public int? IpTablesDropBit { get; set; }

    /// <summary>The instance's name at the cloud provider.</summary>
    [ApiField("providerID")]
    public string ProviderId { get; set; } = "";

    /// <summary>Whether the kubelet makes its own Node object.</summary>
    [ApiField("registerNode")]
    public bool? RegisterNode { get; set; }

    /// <summary>The taints of the Node object that it makes.</summary>
    [ApiField("registerWithTaints")]
    public List<Taint> RegisterWithTaints { get; set; } = [];

    /// <summary>The time between two computations of the Node's status.</summary>
    [ApiField("nodeStatusUpdateFrequency")]
    public TimeSpan NodeStatusUpdateFrequency { get; set; }

    /// <summary>The time between two reports of an unchanged status.</summary>
    [ApiField("nodeStatusReportFrequency")]
    public TimeSpan NodeStatusReportFrequency { get; set; }

    /// <summary>How long the Node's lease is valid, seconds.</summary>
    [ApiField("nodeLeaseDurationSeconds")]
    public int NodeLeaseDurationSeconds { get; set; }

    /// <summary>How many images the status lists; -1 is all.</summary>
    [ApiField("nodeStatusMaxImages")]
    public int? NodeStatusMaxImages { get; set; }

    /// <summary>The media type of requests to the API server.</summary>
    [ApiField("contentType")]
    public string ContentType { get; set; } = "";

    /// <summary>Requests to the API server, per second.</summary>
    [ApiField("kubeAPIQPS")]
    public int? KubeApiQps { get; set; }

    /// <summary>How many of these may come at once.</summary>
    [ApiField("kubeAPIBurst")]
    public int KubeApiBurst { get; set; }

    /// <summary>Events, per second; 0 is without limit.</summary>
    [ApiField("eventRecordQPS")]
    public int? EventRecordQps { get; set; }

    /// <summary>How many of these may come at once.</summary>
    [ApiField("eventBurst")]
    public int EventBurst { get; set; }

    /// <summary>Whether the control plane attaches volumes, not the kubelet.</summary>
    [ApiField("enableControllerAttachDetach")]
    public bool? EnableControllerAttachDetach { get; set; }

    /// <summary>The time between two measurements of volumes.</summary>
    [ApiField("volumeStatsAggPeriod")]
    public TimeSpan VolumeStatsAggPeriod { get; set; }

    /// <summary>The folder of volume plugins.</summary>
    [ApiField("volumePluginDir")]
    public string VolumePluginDir { get; set; } = "";

    /// <summary>How changes are noticed: <c>Get</c>, <c>Cache</c> or <c>Watch</c>.</summary>
    [ApiField("configMapAndSecretChangeDetectionStrategy")]
    public string ConfigMapAndSecretChangeDetectionStrategy { get; set; } = "";

    /// <summary>Without effect since Kubernetes 1.36; was: start the static Pods and end.</summary>
    [ApiField("runOnce")]
    public bool RunOnce { get; set; }

    /// <summary>How long a shutdown of the node waits for its Pods.</summary>
    [ApiField("shutdownGracePeriod")]
    public TimeSpan ShutdownGracePeriod { get; set; }

    /// <summary>The part of it that is kept for critical Pods.</summary>
    [ApiField("shutdownGracePeriodCriticalPods")]
    public TimeSpan ShutdownGracePeriodCriticalPods { get; set; }

    /// <summary>The same by the Pods' priority.</summary>
    [ApiField("shutdownGracePeriodByPodPriority")]
    public List<ShutdownGracePeriodByPodPriority> ShutdownGracePeriodByPodPriority { get; set; } = [];
}
