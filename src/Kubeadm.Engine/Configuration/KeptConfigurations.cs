namespace Kubeadm.Engine.Configuration;

/// <summary>A configuration that a cluster keeps.</summary>
/// <param name="Text">The document's YAML.</param>
/// <param name="IsGenerated">Whether kubeadm generated it and nobody has changed it since, by its signature.</param>
public sealed record KeptConfiguration(string Text, bool IsGenerated);

/// <summary>The configurations that a cluster keeps.</summary>
/// <param name="Cluster">The ClusterConfiguration.</param>
/// <param name="Kubelet">The KubeletConfiguration, or null where the cluster keeps none.</param>
/// <param name="KubeProxy">The KubeProxyConfiguration, or null where the cluster keeps none (it runs without kube-proxy).</param>
public sealed record KeptConfigurations(KeptConfiguration Cluster, KeptConfiguration? Kubelet, KeptConfiguration? KubeProxy);
