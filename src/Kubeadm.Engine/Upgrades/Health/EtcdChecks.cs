using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>The checks before a node's member of etcd is upgraded.</summary>
public static class EtcdChecks
{
    /// <summary>The checks; none where etcd is not the cluster's own or does not run on this node.</summary>
    /// <param name="node">The machine as it is: checks only look.</param>
    /// <param name="review">Asks the members how they are.</param>
    /// <param name="cluster">The cluster's configuration with the version to come.</param>
    /// <param name="release">The release that deploys.</param>
    public static IReadOnlyList<NodeCheck> Create(INode node, EtcdReview review, ClusterConfiguration cluster, KubernetesRelease release)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(cluster);
        var manifests = new StaticPodReader(node.Files, KubernetesPaths.ManifestsDirectory);
        return RunsOn(manifests, cluster)
            ?
            [
                new EtcdVersionCheck(manifests, cluster, release), new EtcdHealthCheck(review, cluster.CertificatesDir, node.Clock),
                new BackupSpaceCheck(node, cluster.Etcd.Local!.DataDir),
            ]
            : [];
    }

    /// <summary>Whether a member of the cluster's own etcd runs on a node.</summary>
    /// <param name="manifests">The node's manifests.</param>
    /// <param name="cluster">The cluster's configuration.</param>
    internal static bool RunsOn(StaticPodReader manifests, ClusterConfiguration cluster) => cluster.Etcd.Local is not null && manifests.Exists(ComponentNames.Etcd);
}
