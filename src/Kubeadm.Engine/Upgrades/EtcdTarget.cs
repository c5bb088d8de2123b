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
    /// <summary>The tag of the image that will run.</summary>
    public required string Tag { get; init; }

    /// <summary>What a person should know of it; null when all is as expected.</summary>
    public string? Warning { get; init; }

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

        if (KubernetesVersion.TryParse(running, out var current) && wanted < current)
        {
            return new EtcdTarget { Tag = running, Warning = $"etcd {tag} is older than the etcd that runs, {running}, which is kept" };
        }

        return new EtcdTarget { Tag = ClusterVersions.VersionOfTag(tag) };
    }
}
