using System.Text;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The public ConfigMap by which joining nodes find the cluster; the token signer of the cluster adds its signatures.</summary>
public static class ClusterInfo
{
    /// <summary>The key of the kubeconfig in the ConfigMap.</summary>
    public const string KubeconfigKey = "kubeconfig";

    private const string RoleName = "kubeadm:bootstrap-signer-clusterinfo";

    /// <summary>Publishes where the cluster is, and lets everyone read it.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="admin">The administrator's kubeconfig, of which only the current cluster's address and authority are published.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(ApiObjects objects, KubeconfigFile admin, CancellationToken cancellationToken)
    {
        // The cluster's signatures are over the very bytes of this text.
        var kubeconfig = Encoding.UTF8.GetString(admin.ToClusterInfo().ToBytes());
        var map = ConfigMaps.Of(ClusterNamespaces.Public, ClusterNames.ClusterInfo, (KubeconfigKey, kubeconfig));
        return
        [
            await objects.EnsureAsync(map, ConfigMaps.Set(KubeconfigKey, kubeconfig), cancellationToken),
            .. await EnsureRightsAsync(objects, cancellationToken),
        ];
    }

    /// <summary>Lets everyone read it, wherever it points.</summary>
    public static Task<IReadOnlyList<Change>> EnsureRightsAsync(ApiObjects objects, CancellationToken cancellationToken) =>
        ConfigMapReaders.EnsureAsync(
            objects, ConfigMaps.Of(ClusterNamespaces.Public, ClusterNames.ClusterInfo), RoleName, [Rights.User("system:anonymous")], cancellationToken);
}
