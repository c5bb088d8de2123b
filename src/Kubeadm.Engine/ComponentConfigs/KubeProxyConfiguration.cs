using Kubeadm.Engine.Serialization;

namespace Kubeadm.Engine.ComponentConfigs;

/// <summary>kube-proxy's configuration file (kubeproxy.config.k8s.io/v1alpha1).</summary>
[ApiDocument("kubeproxy.config.k8s.io/v1alpha1", "KubeProxyConfiguration")]
public sealed class KubeProxyConfiguration
{
    /// <summary>The Pods' range.</summary>
    [ApiField("clusterCIDR", OmitEmpty = false)]
    public string ClusterCidr { get; set; } = "";
}
