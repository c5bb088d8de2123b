using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>
/// What kubeadm does not look at and stumbles over in the middle of an upgrade. All of them need nothing but the node's manifests and the
/// cluster's configuration, so that a plan names them too.
/// </summary>
public static class HazardChecks
{
    /// <summary>The names of the checks.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [UnreadableManifestCheck.CheckName, SecondManifestCheck.CheckName, ClusterNetworkingCheck.CheckName, EtcdDataDirectoryCheck.CheckName];

    /// <summary>The checks.</summary>
    /// <param name="manifests">The manifests of a node of the control plane.</param>
    /// <param name="cluster">The cluster's configuration.</param>
    /// <param name="upgradesEtcd">Whether etcd is upgraded too.</param>
    public static IReadOnlyList<NodeCheck> Create(StaticPodReader manifests, ClusterConfiguration cluster, bool upgradesEtcd)
    {
        List<NodeCheck> checks = [new UnreadableManifestCheck(manifests), new SecondManifestCheck(manifests), new ClusterNetworkingCheck(cluster)];
        if (upgradesEtcd && EtcdChecks.RunsOn(manifests, cluster))
        {
            checks.Add(new EtcdDataDirectoryCheck(manifests, cluster.Etcd.Local!.DataDir));
        }

        return checks;
    }
}
