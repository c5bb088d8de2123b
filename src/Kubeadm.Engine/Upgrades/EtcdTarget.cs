using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades;

/// <summary>
/// Which etcd a node runs after an upgrade: that of the configuration's <c>imageTag</c>, else the one that goes with the version of
/// Kubernetes, but never an older one than runs.
/// </summary>
public sealed record EtcdTarget
{
    /// <summary>The tag of the image that will run, as a version.</summary>
    public required string Tag { get; init; }

    /// <summary>Why the etcd that runs is kept as it is; null when it is upgraded.</summary>
    public string? ReasonToKeep { get; init; }

    /// <summary>Why etcd cannot be upgraded, which ends an upgrade when its turn comes; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Works it out.</summary>
    /// <param name="cluster">The cluster's configuration, with an etcd of its own.</param>
    /// <param name="target">The version of Kubernetes to come.</param>
    /// <param name="release">The release that deploys.</param>
    /// <param name="running">The tag of the image that runs, as a version.</param>
    public static EtcdTarget Of(ClusterConfiguration cluster, KubernetesVersion target, KubernetesRelease release, string running)
    {
        var to = ApiSerializer.Clone(cluster);
        to.KubernetesVersion = target.ToTag();
        var tag = ControlPlaneImages.EtcdTag(to, release);
        if (!KubernetesVersion.TryParse(ClusterVersions.VersionOfTag(tag), out var wanted))
        {
            return new EtcdTarget { Tag = running, Problem = $"etcd.local.imageTag: \"{tag}\" is no version, so that it cannot be told whether it is newer than the etcd that runs, {running}" };
        }

        if (!KubernetesVersion.TryParse(running, out var current))
        {
            return new EtcdTarget { Tag = running, Problem = $"the etcd that runs has the tag \"{running}\", which is no version, so that it cannot be told whether {tag} is newer" };
        }

        return wanted < current
            ? new EtcdTarget { Tag = running, ReasonToKeep = $"etcd {tag} is older than the etcd that runs, {running}, which is kept" }
            : new EtcdTarget { Tag = ClusterVersions.VersionOfTag(tag) };
    }

    /// <summary>Works it out for a member by the image that runs.</summary>
    /// <inheritdoc cref="Of(ClusterConfiguration, KubernetesVersion, KubernetesRelease, string)"/>
    /// <param name="cluster">The cluster's configuration, with an etcd of its own and with the version to come.</param>
    /// <param name="release">The release that deploys.</param>
    /// <param name="image">The image that runs.</param>
    public static EtcdTarget OfImage(ClusterConfiguration cluster, KubernetesRelease release, string? image)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return Of(cluster, KubernetesVersion.Parse(cluster.KubernetesVersion), release, ClusterVersions.VersionOfTag(new KubeImage(image ?? "").Tag));
    }
}
