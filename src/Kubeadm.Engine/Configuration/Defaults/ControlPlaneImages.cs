using System.Text.RegularExpressions;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>
/// The images of a control plane
/// (https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-init/#custom-images).
/// </summary>
public static partial class ControlPlaneImages
{
    /// <summary>The repository of Kubernetes' releases.</summary>
    public const string DefaultRepository = "registry.k8s.io";

    /// <summary>The repository of continuous-integration builds, which has only what is built from Kubernetes itself.</summary>
    public const string CiRepository = "gcr.io/k8s-staging-ci-images";

    /// <summary>All images that a control-plane node needs, in kubeadm's order.</summary>
    public static IReadOnlyList<string> List(ClusterConfiguration cluster, KubernetesRelease? release = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        List<string> images =
        [
            ImageFor(cluster, ComponentNames.ApiServer), ImageFor(cluster, ComponentNames.ControllerManager), ImageFor(cluster, ComponentNames.Scheduler),
        ];
        if (!cluster.Proxy.Disabled)
        {
            images.Add(ImageFor(cluster, ComponentNames.KubeProxy));
        }

        if (!cluster.Dns.Disabled)
        {
            images.Add(CoreDns(cluster, release));
        }

        images.Add(Pause(cluster, release));
        if (cluster.Etcd.Local is not null)
        {
            images.Add(Etcd(cluster, release));
        }

        return images;
    }

    /// <summary>The image of a part of Kubernetes itself: <c>kube-apiserver</c>, <c>kube-controller-manager</c>, <c>kube-scheduler</c> or <c>kube-proxy</c>.</summary>
    public static string ImageFor(ClusterConfiguration cluster, string component)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var repository = cluster.CiImageRepository.Length > 0 ? cluster.CiImageRepository : cluster.ImageRepository;
        return $"{repository}/{component}:{NotInTags().Replace(cluster.KubernetesVersion, "_")}";
    }

    /// <summary>The image that Pod sandboxes are made of.</summary>
    public static string Pause(ClusterConfiguration cluster, KubernetesRelease? release = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return $"{cluster.ImageRepository}/pause:{Release(release).Pause}";
    }

    /// <summary>The image of the cluster's own etcd.</summary>
    public static string Etcd(ClusterConfiguration cluster, KubernetesRelease? release = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var repository = Text.Either(cluster.Etcd.Local?.ImageRepository, cluster.ImageRepository);
        return $"{repository}/{ComponentNames.Etcd}:{EtcdTag(cluster, release)}";
    }

    /// <summary>The tag of the etcd image: the one asked for, else that which goes with the version of Kubernetes.</summary>
    public static string EtcdTag(ClusterConfiguration cluster, KubernetesRelease? release = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var table = Release(release);
        var tag = KubernetesVersion.TryParse(cluster.KubernetesVersion, out var version) ? table.EtcdFor(version).Tag : table.DefaultEtcd;
        return Text.Either(cluster.Etcd.Local?.ImageTag, tag);
    }

    /// <summary>The image of CoreDNS, which has a folder of its own in the default repository only.</summary>
    public static string CoreDns(ClusterConfiguration cluster, KubernetesRelease? release = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var repository = Text.Either(cluster.Dns.ImageRepository, cluster.ImageRepository);
        var folder = repository == DefaultRepository ? $"{repository}/{ComponentNames.CoreDns}" : repository;
        return $"{folder}/{ComponentNames.CoreDns}:{Text.Either(cluster.Dns.ImageTag, Release(release).CoreDns)}";
    }

    private static KubernetesRelease Release(KubernetesRelease? release) => release ?? KubernetesReleases.Current;

    [GeneratedRegex("[^-A-Za-z0-9_.]", RegexOptions.CultureInvariant)]
    private static partial Regex NotInTags();
}
