using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Where things are while etcd's data are put back from a copy, and by which names the next run knows a run that was killed meanwhile.</summary>
/// <param name="Data">The folder of the data.</param>
/// <param name="Backup">The folder in which the copy is.</param>
internal sealed record EtcdDataPaths(string Data, string Backup)
{
    /// <summary>The folder beside the copy in which data are kept with which etcd did not run.</summary>
    public const string Failed = "failed";

    private const string AsidePrefix = $".{ComponentNames.Etcd}.yaml-";

    /// <summary>etcd's manifest.</summary>
    public static string Manifest { get; } = StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, ComponentNames.Etcd);

    /// <summary>
    /// Where the manifest is while etcd is stopped: in the kubelet's folder, by a name with which kubelets do not read it. The copy's name
    /// is part of it, so that one rename notes all that the next run has to know; a reset takes it away with all other manifests.
    /// </summary>
    public string Aside => $"{KubernetesPaths.ManifestsDirectory}/{AsidePrefix}{NameOf(Backup)}";

    /// <summary>The copy.</summary>
    public string Kept => $"{Backup}/{NameOf(Data)}";

    /// <summary>A file among the data that are there in part only.</summary>
    public string Mark => $"{Data}/{MarkName}";

    /// <summary>The name of that file.</summary>
    public const string MarkName = "kubeadm-restore-unfinished";

    /// <summary>The manifests that were put aside and are so still, those of older runs first.</summary>
    public static IReadOnlyList<string> FindAside(INodeFileSystem files) =>
    [
        .. files.List(KubernetesPaths.ManifestsDirectory)
            .Where(name => name.StartsWith(AsidePrefix + BackupFolders.Etcd, StringComparison.Ordinal))
            .Select(name => $"{KubernetesPaths.ManifestsDirectory}/{name}"),
    ];

    /// <summary>The folder of the copy that a manifest was put aside for.</summary>
    public static string BackupOf(string aside) => $"{KubernetesPaths.TemporaryDirectory}/{NameOf(aside)[AsidePrefix.Length..]}";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
