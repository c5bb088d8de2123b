using System.Text;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Backups;

/// <summary>What an upgrade keeps and changes of the files that a kubelet reads.</summary>
/// <param name="files">The node's files.</param>
/// <param name="folders">Where copies are kept.</param>
internal sealed class KubeletFilesUpgrade(INodeFileSystem files, BackupFolders folders)
{
    /// <summary>Copies the configuration.</summary>
    /// <returns>The folder of the copy; null where there is no configuration.</returns>
    public string? BackUpConfiguration() => BackUp(KubernetesPaths.KubeletConfiguration, BackupFolders.KubeletConfiguration);

    /// <summary>Reads the file of flags.</summary>
    /// <returns>The flags; null where the file is not there.</returns>
    /// <exception cref="KubeadmException"><c>InvalidKubeletFlags</c>: the file does not set the variable.</exception>
    public IReadOnlyList<string>? ReadFlags() => files.FileExists(KubernetesPaths.KubeletFlags)
        ? KubeletFlags.Parse(Encoding.UTF8.GetString(files.ReadAllBytes(KubernetesPaths.KubeletFlags)))
        : null;

    /// <summary>Takes out of the file of flags what kubelets no longer take, and what the file of this node's own configuration says instead.</summary>
    /// <param name="flags">The flags.</param>
    /// <param name="isSocketLocal">Whether the runtime's socket is named in that file, and so no longer by a flag that names the same.</param>
    /// <returns>What was done, and the folder of a copy; null where nothing was to be done.</returns>
    public (Change Change, string? Backup) UpgradeFlags(IReadOnlyList<string> flags, bool isSocketLocal)
    {
        var movesSocket = isSocketLocal && flags.LastOrDefault(KubeletRuntimeEndpoint.IsFlag) is { } socket && IsInInstance(KubeletRuntimeEndpoint.ValueOf(socket));
        var kept = flags.Where(flag => !RemovedKubeletFlags.Contains(flag) && !(movesSocket && KubeletRuntimeEndpoint.IsFlag(flag))).ToList();
        if (kept.Count == flags.Count)
        {
            return (new Change(ChangeKind.File, KubernetesPaths.KubeletFlags, ChangeAction.Unchanged), null);
        }

        var backup = BackUp(KubernetesPaths.KubeletFlags, BackupFolders.KubeletFlags);
        return (files.EnsureFile(KubernetesPaths.KubeletFlags, Encoding.UTF8.GetBytes(KubeletFlags.RenderKept(kept)), NodeFileModes.PublicFile), backup);
    }

    private bool IsInInstance(string socket) =>
        files.FileExists(KubernetesPaths.KubeletInstanceConfiguration)
        && Encoding.UTF8.GetString(files.ReadAllBytes(KubernetesPaths.KubeletInstanceConfiguration)) == KubeletConfigFiles.RenderInstance(socket);

    private string? BackUp(string path, string purpose)
    {
        if (!files.FileExists(path))
        {
            return null;
        }

        var folder = folders.CreateKept(purpose);
        files.WriteAllBytes($"{folder}/{path[(path.LastIndexOf('/') + 1)..]}", files.ReadAllBytes(path), files.Stat(path)?.Mode ?? NodeFileModes.PublicFile);
        return folder;
    }
}
