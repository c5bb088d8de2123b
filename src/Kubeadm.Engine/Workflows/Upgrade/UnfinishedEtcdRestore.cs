using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Finishes what an earlier run was killed at while it put etcd's data back. Without etcd the API server tells nothing, so all of this goes
/// by what is on the node.
/// </summary>
/// <param name="context">The node.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class UnfinishedEtcdRestore(UpgradeContext context, PhaseReport report)
{
    private readonly INodeFileSystem _files = context.Node.Files;
    private readonly EtcdDataRestore _restore = new(context, report);

    /// <summary>Whether there is one, without which being finished etcd and the API server do not answer.</summary>
    public static bool IsWaiting(INodeFileSystem files) => FindWaiting(files) is not null;

    /// <summary>Warns of one where nothing is upgraded: no question to the API server is answered until an upgrade has finished it.</summary>
    public static void Announce(INodeFileSystem files, IEngineObserver observer)
    {
        if (FindWaiting(files) is { } aside)
        {
            observer.Warning($"An earlier upgrade was ended while it put etcd's data back from {EtcdDataPaths.BackupOf(aside)}: etcd is stopped, and the API server does not answer without it. An upgrade of this node finishes that before anything else.");
        }
    }

    /// <summary>Finishes it, if there is something to be finished. That is not cancelled once it has begun, as a roll back is not.</summary>
    /// <param name="cancellationToken">Ends the work before it begins.</param>
    /// <exception cref="KubeadmException"><c>EtcdDataUnfinished</c>: it cannot be finished; <c>ComponentNotReady</c>; those of <see cref="EtcdDataRestore.RunAsync"/>.</exception>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var aside = EtcdDataPaths.FindAside(_files);
        if (aside.Count == 0)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_files.FileExists(EtcdDataPaths.Manifest))
        {
            ForgetAll(aside);
            return;
        }

        await FinishAsync(Describe(aside[^1]));
    }

    /// <summary>etcd's manifest where it is put aside and none has come in its place; null where there is no such thing.</summary>
    private static string? FindWaiting(INodeFileSystem files) => !files.FileExists(EtcdDataPaths.Manifest) && EtcdDataPaths.FindAside(files) is [.., var aside] ? aside : null;

    /// <summary>Where the manifest is there again, a person has seen to it, and etcd may have written since.</summary>
    private void ForgetAll(IEnumerable<string> aside)
    {
        foreach (var manifest in aside)
        {
            report.Warn($"{manifest} is of an upgrade that was ended while it put etcd's data back. {EtcdDataPaths.Manifest} is there, so that data and manifest are left as they are; copies of the data are in {EtcdDataPaths.BackupOf(manifest)}.");
            _files.DeleteFile(manifest);
        }
    }

    private async Task FinishAsync(EtcdDataPaths paths)
    {
        report.Warn($"An earlier upgrade was ended while it put etcd's data back from {paths.Kept}: that is finished before anything else.");
        context.TakeRuntimeOfKubelet();
        context.Backups.Add(paths.Backup);
        try
        {
            await (_files.FileExists(paths.Mark) ? ReplaceAsync(paths) : RunOrRestoreAsync(paths));

            // It waits for etcd by itself, and for longer and longer between two attempts.
            var apiServer = new StaticPodReader(_files, KubernetesPaths.ManifestsDirectory).Read(ComponentNames.ApiServer);
            await context.ComponentWaits.ForAsync(apiServer, FormerContainers.None, context.Settings.ManifestTimeout, CancellationToken.None);
        }
        catch (KubeadmException problem) when (_files.FileExists(EtcdDataPaths.Manifest))
        {
            throw UpgradeErrors.NotRunningAfterRestore(paths, problem);
        }
    }

    private async Task ReplaceAsync(EtcdDataPaths paths)
    {
        await _restore.ReplaceAsync(paths);
        await _restore.WaitAsync(FormerContainers.None);
    }

    /// <summary>Data without a mark are whole, the old ones or the copy: whether etcd runs with them is seen by trying.</summary>
    private async Task RunOrRestoreAsync(EtcdDataPaths paths)
    {
        _files.Move(paths.Aside, EtcdDataPaths.Manifest);
        try
        {
            await _restore.WaitAsync(FormerContainers.None);
        }
        catch (KubeadmException problem) when (_files.DirectoryExists(paths.Kept))
        {
            report.Verbose($"etcd does not run with the data that are there: {problem.Message}");
            await _restore.RunAsync(paths);
        }
    }

    private EtcdDataPaths Describe(string aside)
    {
        var backup = EtcdDataPaths.BackupOf(aside);
        var data = EtcdManifest.Of(StaticPodReader.Parse(_files.ReadAllBytes(aside), aside)).DataDirectory?.TrimEnd('/');
        if (data is not { Length: > 0 })
        {
            throw UpgradeErrors.EtcdDataUnknown(aside, $"{aside} does not say where the data are");
        }

        var paths = new EtcdDataPaths(data, backup);
        return !_files.FileExists(paths.Mark) || _files.DirectoryExists(paths.Kept)
            ? paths
            : throw UpgradeErrors.EtcdDataUnknown(aside, $"{data} is there in part only, and the copy that was made of it is not: {paths.Kept}");
    }
}
