namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>A configuration that a cluster keeps.</summary>
/// <param name="Text">The document's YAML.</param>
/// <param name="Origin">Who wrote it, by kubeadm's mark on it: a word of <see cref="ConfigurationOrigin"/>.</param>
public sealed record KeptConfiguration(string Text, string Origin)
{
    /// <summary>Whether kubeadm generated it and nobody has changed it since.</summary>
    public bool IsGenerated => Origin == ConfigurationOrigin.Generated;
}

/// <summary>The configurations that a cluster keeps.</summary>
/// <param name="Cluster">The ClusterConfiguration.</param>
/// <param name="Kubelet">The KubeletConfiguration, or null where the cluster keeps none.</param>
/// <param name="KubeProxy">The KubeProxyConfiguration, or null where the cluster keeps none (it runs without kube-proxy).</param>
public sealed record KeptConfigurations(KeptConfiguration Cluster, KeptConfiguration? Kubelet, KeptConfiguration? KubeProxy);
