using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>Who may read a ConfigMap beside the administrators.</summary>
internal static class ConfigMapReaders
{
    /// <summary>Allows subjects to read one ConfigMap, by a Role and its binding in the ConfigMap's namespace.</summary>
    public static async Task<IReadOnlyList<Change>> EnsureAsync(
        ApiObjects objects, V1ConfigMap map, string roleName, Rbacv1Subject[] readers, CancellationToken cancellationToken)
    {
        var (space, name) = (map.Metadata.NamespaceProperty, map.Metadata.Name);
        return
        [
            await objects.EnsureAsync(Rights.ReadOne(space, roleName, "configmaps", name), EnsureMode.CreateOrUpdate, cancellationToken),
            await objects.EnsureAsync(Rights.Bind(space, roleName, readers), EnsureMode.CreateOrUpdate, cancellationToken),
        ];
    }
}
