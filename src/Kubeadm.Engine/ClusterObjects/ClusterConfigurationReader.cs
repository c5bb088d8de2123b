using k8s.Models;
using Kubeadm.Engine.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>A configuration that a cluster keeps.</summary>
/// <param name="Text">The document's YAML.</param>
/// <param name="IsGenerated">Whether kubeadm generated it and nobody has changed it since, by its signature.</param>
public sealed record KeptConfiguration(string Text, bool IsGenerated);

/// <summary>The configurations that a cluster keeps.</summary>
/// <param name="Cluster">The ClusterConfiguration.</param>
/// <param name="Kubelet">The KubeletConfiguration, or null where the cluster keeps none.</param>
/// <param name="KubeProxy">The KubeProxyConfiguration, or null where the cluster keeps none (it runs without kube-proxy).</param>
public sealed record KeptConfigurations(KeptConfiguration Cluster, KeptConfiguration? Kubelet, KeptConfiguration? KubeProxy);

/// <summary>Reads back from a cluster the configurations that were uploaded to it.</summary>
/// <param name="objects">The cluster.</param>
public sealed class ClusterConfigurationReader(ApiObjects objects)
{
    /// <summary>Reads the configurations.</summary>
    /// <exception cref="KubeadmException"><c>ClusterConfigurationMissing</c>: the cluster is not kubeadm's; and those of requests.</exception>
    public async Task<KeptConfigurations> ReadAsync(CancellationToken cancellationToken)
    {
        var cluster = await FindAsync(ClusterNames.KubeadmConfig, ClusterNames.KubeadmConfigKey, cancellationToken)
            ?? throw new KubeadmException("ClusterConfigurationMissing", $"the cluster has no ConfigMap {ClusterNames.SystemNamespace}/{ClusterNames.KubeadmConfig} with the key {ClusterNames.KubeadmConfigKey}")
            {
                Kind = KubeadmErrorKind.NotFound,
                Target = ClusterNames.KubeadmConfig,
                Remedy = "Upload it from a control-plane node with the phase upload-config/kubeadm.",
            };
        return new KeptConfigurations(
            cluster,
            await FindAsync(ClusterNames.KubeletConfig, ClusterNames.KubeletConfigKey, cancellationToken),
            await FindAsync(ClusterNames.KubeProxy, ClusterNames.KubeProxyConfigKey, cancellationToken));
    }

    private async Task<KeptConfiguration?> FindAsync(string map, string key, CancellationToken cancellationToken)
    {
        var found = await objects.FindAsync<V1ConfigMap>(ClusterNames.SystemNamespace, map, cancellationToken);
        return found?.Data is { } data && data.TryGetValue(key, out var text)
            ? new KeptConfiguration(text, ConfigMaps.IsSigned(found))
            : null;
    }
}
