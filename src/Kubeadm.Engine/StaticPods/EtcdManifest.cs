using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>What an etcd manifest says of the member that it runs. What it does not say is null.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="PeerUrl">Where other members reach it.</param>
/// <param name="DataDirectory">The folder of its data on the node.</param>
public sealed record EtcdManifest(string? Name, string? PeerUrl, string? DataDirectory)
{
    /// <summary>The members that it was given when it joined; null when they are not given, or in another form than kubeadm writes.</summary>
    public IReadOnlyList<EtcdPeer>? InitialCluster { get; private init; }

    /// <summary>Where clients reach the member, as kubeadm notes it on the manifest.</summary>
    public string? ClientUrl { get; private init; }

    private const string DataVolume = "etcd-data";

    /// <summary>Reads this node's manifest; null when it is not there or cannot be read.</summary>
    public static EtcdManifest? OnNode(INodeFileSystem files) =>
        new StaticPodReader(files, KubernetesPaths.ManifestsDirectory).Find(ComponentNames.Etcd) is { } pod ? Of(pod) : null;

    /// <summary>Reads a manifest.</summary>
    public static EtcdManifest Of(V1Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var command = pod.Spec?.Containers?.FirstOrDefault()?.Command ?? [];
        return new EtcdManifest(
            Argument(command, "name"),
            Argument(command, "initial-advertise-peer-urls"),
            FolderOf(pod, Argument(command, "data-dir")) ?? VolumeOf(pod, DataVolume))
        {
            InitialCluster = PeersOf(Argument(command, "initial-cluster")),
            ClientUrl = pod.Metadata?.Annotations?.TryGetValue(ClusterNames.EtcdClientUrlsAnnotation, out var url) == true ? url : null,
        };
    }

    /// <summary>A command line with the members that another was given when it joined: they only matter to a member without data.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="other">The other one.</param>
    public static IList<string> WithMembersOf(IEnumerable<string> command, IEnumerable<string> other)
    {
        const string Prefix = "--initial-cluster";
        var own = other.Where(word => word.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        var rest = command.ToList();
        var at = rest.FindIndex(word => word.StartsWith(Prefix, StringComparison.Ordinal));
        rest.RemoveAll(word => word.StartsWith(Prefix, StringComparison.Ordinal));
        rest.InsertRange(at < 0 ? rest.Count : at, own);
        return rest;
    }

    /// <summary>Where a folder of the container is on the node: that of the mount which reaches deepest into it; null where none has it.</summary>
    private static string? FolderOf(V1Pod pod, string? folder)
    {
        var mount = (pod.Spec?.Containers?.FirstOrDefault()?.VolumeMounts ?? [])
            .Where(mount => folder is not null && $"{folder.TrimEnd('/')}/".StartsWith($"{mount.MountPath.TrimEnd('/')}/", StringComparison.Ordinal))
            .MaxBy(mount => mount.MountPath.Length);
        return mount is null || VolumeOf(pod, mount.Name) is not { } volume ? null
            : $"{volume.TrimEnd('/')}{folder!.TrimEnd('/')[mount.MountPath.TrimEnd('/').Length..]}";
    }

    private static string? VolumeOf(V1Pod pod, string name) => pod.Spec?.Volumes?.FirstOrDefault(volume => volume.Name == name)?.HostPath?.Path;

    private static List<EtcdPeer>? PeersOf(string? list)
    {
        var peers = list?.Split(',').Select(text => text.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => new EtcdPeer(parts[0], parts[1])).ToList();
        return peers?.Count == list?.Split(',').Length ? peers : null;
    }

    private static string? Argument(IEnumerable<string> command, string name)
    {
        var prefix = $"--{name}=";
        return command.LastOrDefault(word => word.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }
}
