using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>The cluster's networks.</summary>
public sealed class Networking
{
    /// <summary>The range of Services; two ranges, comma-separated, for dual stack.</summary>
    [ApiField("serviceSubnet")]
    public string ServiceSubnet { get; set; } = "";

    /// <summary>The range of Pods; two ranges, comma-separated, for dual stack.</summary>
    [ApiField("podSubnet")]
    public string PodSubnet { get; set; } = "";

    /// <summary>The DNS domain.</summary>
    [ApiField("dnsDomain")]
    public string DnsDomain { get; set; } = "";
}
