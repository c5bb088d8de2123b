using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>The checks of a cluster before it is upgraded, in kubeadm's order.</summary>
public static class ClusterHealthChecks
{
    /// <summary>The names of all checks of a cluster, those of its add-ons, of etcd and of versions too, for people to choose from.</summary>
    public static IReadOnlyList<string> KnownNames { get; } =
    [
        CoreDnsUnsupportedPluginsCheck.CheckName, CoreDnsMigrationCheck.CheckName,
        CreateJobCheck.CheckName, ControlPlaneNodesReadyCheck.CheckName, StaticPodManifestCheck.CheckName,
        .. HazardChecks.Names, EtcdVersionCheck.CheckName, EtcdHealthCheck.CheckName, BackupSpaceCheck.CheckName, VersionSkewCheck.CheckName,
    ];

    /// <summary>The checks.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="nodes">Its Nodes.</param>
    /// <param name="node">The machine as it is: checks only look.</param>
    /// <param name="cluster">The cluster's configuration.</param>
    /// <param name="release">The release that deploys.</param>
    public static IReadOnlyList<NodeCheck> Create(ApiObjects objects, ClusterNodes nodes, INode node, ClusterConfiguration cluster, KubernetesRelease release)
    {
        ArgumentNullException.ThrowIfNull(node);
        return
        [
            new CreateJobCheck(objects, nodes, ControlPlaneImages.Pause(cluster, release)),
            new ControlPlaneNodesReadyCheck(nodes),
            new StaticPodManifestCheck(new StaticPodReader(node.Files, KubernetesPaths.ManifestsDirectory)),
        ];
    }
}
