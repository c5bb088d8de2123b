using Kubeadm.Engine.Serialization;

namespace Kubeadm.Engine.ComponentConfigs;

/// <summary>The kubelet's configuration file (kubelet.config.k8s.io/v1beta1).</summary>
[ApiDocument("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration")]
public sealed class KubeletConfiguration
{
    /// <summary>The folder of static Pod manifests.</summary>
    [ApiField("staticPodPath")]
    public string StaticPodPath { get; set; } = "";
}
