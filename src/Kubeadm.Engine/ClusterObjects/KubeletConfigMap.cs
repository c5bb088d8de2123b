using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The kubelets' configuration, kept in the cluster for nodes that join or are upgraded.</summary>
public static class KubeletConfigMap
{
    private const string RoleName = "kubeadm:kubelet-config";

    /// <summary>Stores the configuration in the ConfigMap <c>kubelet-config</c> and lets nodes read it.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="kubeletConfiguration">The KubeletConfiguration's YAML.</param>
    /// <param name="userSupplied">Whether a person supplied it; what kubeadm generated is marked so.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(
        ApiObjects objects,
        string kubeletConfiguration,
        bool userSupplied,
        CancellationToken cancellationToken)
    {
        var map = ConfigMaps.Of(ClusterNamespaces.System, ClusterNames.KubeletConfig, (ClusterNames.KubeletConfigKey, kubeletConfiguration));
        if (!userSupplied)
        {
            ConfigMaps.Sign(map);
        }

        return
        [
            await objects.EnsureAsync(map, EnsureMode.CreateOrUpdate, cancellationToken),
            .. await ConfigMapReaders.EnsureAsync(
                objects, map, RoleName, [Rights.Group(ClusterNames.NodesGroup), Rights.Group(ClusterNames.BootstrapTokenGroup)], cancellationToken),
        ];
    }
}
