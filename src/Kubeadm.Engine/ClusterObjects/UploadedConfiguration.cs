using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The cluster's configuration, kept in the cluster for joins and upgrades.</summary>
public static class UploadedConfiguration
{
    private const string RoleName = "kubeadm:nodes-kubeadm-config";

    /// <summary>Stores the configuration in the ConfigMap <c>kubeadm-config</c> and lets nodes read it.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="clusterConfiguration">The ClusterConfiguration's YAML.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(ApiObjects objects, string clusterConfiguration, CancellationToken cancellationToken)
    {
        var map = ConfigMaps.Of(ClusterNamespaces.System, ClusterNames.KubeadmConfig, (ClusterNames.KubeadmConfigKey, clusterConfiguration));
        return
        [
            await objects.EnsureAsync(map, ConfigMaps.Set(ClusterNames.KubeadmConfigKey, clusterConfiguration), cancellationToken),
            .. await ConfigMapReaders.EnsureAsync(
                objects, map, RoleName, [Rights.Group(ClusterNames.BootstrapTokenGroup), Rights.Group(ClusterNames.NodesGroup)], cancellationToken),
        ];
    }
}
