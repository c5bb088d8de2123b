using k8s.Models;
using Kubeadm.Engine.Cluster;
using Kubeadm.Engine.Configuration;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>Reads back from a cluster the configurations that were uploaded to it.</summary>
/// <param name="objects">The cluster.</param>
public sealed class ClusterConfigurationReader(ApiObjects objects)
{
    // A cluster without kube-proxy has no rights to read its configuration either, and no waiting changes that.
    private readonly ApiObjects _impatient = new(objects.Api, objects.Retry.WithoutWaitingForRights());

    /// <summary>Reads the configurations.</summary>
    /// <exception cref="KubeadmException"><c>ClusterConfigurationMissing</c>: the cluster is not kubeadm's; and those of requests.</exception>
    public async Task<KeptConfigurations> ReadAsync(CancellationToken cancellationToken)
    {
        var kubelet = FindAsync(objects, ClusterNames.KubeletConfig, ClusterNames.KubeletConfigKey, cancellationToken);
        var kubeProxy = FindKubeProxyAsync(cancellationToken);
        var cluster = FindAsync(objects, ClusterNames.KubeadmConfig, ClusterNames.KubeadmConfigKey, cancellationToken);
        await Task.WhenAll(cluster, kubelet, kubeProxy);
        return new KeptConfigurations(
            await cluster ?? throw new KubeadmException("ClusterConfigurationMissing", $"the cluster has no ConfigMap {ClusterNames.SystemNamespace}/{ClusterNames.KubeadmConfig} with the key {ClusterNames.KubeadmConfigKey}")
            {
                Kind = KubeadmErrorKind.NotFound,
                Target = ClusterNames.KubeadmConfig,
                Remedy = "Upload it from a control-plane node with the phase upload-config/kubeadm.",
            },
            await kubelet,
            await kubeProxy);
    }

    private async Task<KeptConfiguration?> FindKubeProxyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(_impatient, ClusterNames.KubeProxy, ClusterNames.KubeProxyConfigKey, cancellationToken);
        }
        catch (KubeadmException e) when (e.Kind == KubeadmErrorKind.PermissionDenied)
        {
            return null;
        }
    }

    private static async Task<KeptConfiguration?> FindAsync(ApiObjects objects, string map, string key, CancellationToken cancellationToken)
    {
        var found = await objects.FindAsync<V1ConfigMap>(ClusterNames.SystemNamespace, map, cancellationToken);
        return found?.Data is { } data && data.TryGetValue(key, out var text)
            ? new KeptConfiguration(text, ConfigMaps.IsSigned(found))
            : null;
    }
}
