using k8s.Models;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.Cluster;

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
        var cluster = ReadClusterAsync(cancellationToken);
        await Task.WhenAll((Task)cluster, kubelet, kubeProxy);
        return new KeptConfigurations(await cluster, await kubelet, await kubeProxy);
    }

    /// <summary>Reads the cluster's own configuration alone.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<KeptConfiguration> ReadClusterAsync(CancellationToken cancellationToken) =>
        await FindAsync(objects, ClusterNames.KubeadmConfig, ClusterNames.KubeadmConfigKey, cancellationToken)
        ?? throw ClusterObjectErrors.ClusterConfigurationMissing();

    /// <summary>Reads a component's configuration; null for kube-proxy's where there is none or it may not be read, as in a cluster without kube-proxy.</summary>
    /// <exception cref="KubeadmException">
    /// <c>KubeletConfigurationMissing</c>: every cluster has one; <c>KubeProxyConfigurationMissing</c>: there is a ConfigMap, but the
    /// configuration is not in it; and those of requests.
    /// </exception>
    public async Task<KeptConfiguration?> ReadComponentAsync(ComponentGroup component, CancellationToken cancellationToken)
    {
        if (component == ComponentGroup.Kubelet)
        {
            return await FindAsync(objects, ClusterNames.KubeletConfig, ClusterNames.KubeletConfigKey, cancellationToken)
                ?? throw ClusterObjectErrors.ComponentConfigurationMissing(component);
        }

        var map = await FindKubeProxyMapAsync(cancellationToken);
        return map is null ? null : TextOf(map, ClusterNames.KubeProxyConfigKey)
            ?? throw ClusterObjectErrors.ComponentConfigurationMissing(component);
    }

    /// <summary>What is said before each finding about such a configuration, which has no file to be named.</summary>
    public const string FindingPrefix = "The cluster's configuration: ";

    /// <summary>Reports, in kubeadm's own lines, that the cluster is asked for its configuration.</summary>
    /// <param name="say">Receives each line.</param>
    /// <param name="log">What the lines begin with: the phase in brackets.</param>
    public static void Announce(Action<string> say, string log)
    {
        ArgumentNullException.ThrowIfNull(say);
        say($"{log} Reading configuration from the \"{ClusterNames.KubeadmConfig}\" ConfigMap in namespace \"{ClusterNamespaces.System}\"...");
        say($"{log} Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.");
    }

    /// <summary>Reports that the cluster is not asked for its configuration, as there is no kubeconfig to ask it with.</summary>
    /// <param name="say">Receives the line.</param>
    /// <param name="kubeconfig">The path at which there is none.</param>
    public static void AnnounceAbsence(Action<string> say, string kubeconfig)
    {
        ArgumentNullException.ThrowIfNull(say);
        say($"{kubeconfig} is not there: the cluster is not asked for its configuration.");
    }

    /// <summary>Namespace and name of the ConfigMap that keeps a component's configuration.</summary>
    public static string PlaceOf(ComponentGroup component) =>
        $"{ClusterNamespaces.System}/{(component == ComponentGroup.Kubelet ? ClusterNames.KubeletConfig : ClusterNames.KubeProxy)}";

    private async Task<KeptConfiguration?> FindKubeProxyAsync(CancellationToken cancellationToken) =>
        await FindKubeProxyMapAsync(cancellationToken) is { } map ? TextOf(map, ClusterNames.KubeProxyConfigKey) : null;

    private async Task<V1ConfigMap?> FindKubeProxyMapAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _impatient.FindAsync<V1ConfigMap>(ClusterNamespaces.System, ClusterNames.KubeProxy, cancellationToken);
        }
        catch (KubeadmException e) when (e.Kind == KubeadmErrorKind.PermissionDenied)
        {
            return null;
        }
    }

    private static async Task<KeptConfiguration?> FindAsync(ApiObjects objects, string map, string key, CancellationToken cancellationToken)
    {
        var found = await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, map, cancellationToken);
        return found is null ? null : TextOf(found, key);
    }

    private static KeptConfiguration? TextOf(V1ConfigMap map, string key) =>
        map.Data is { } data && data.TryGetValue(key, out var text) ? new KeptConfiguration(text, ConfigMaps.OriginOf(map)) : null;
}
