using System.Text;
using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Puts a copy of etcd's data in the place of data with which the only member does not run. An etcd that starts without its data, or with
/// a part of them, may serve an empty cluster: so its manifest is away as long as the data are not whole, also where this fails or is
/// killed, and <see cref="UnfinishedEtcdRestore"/> of the next run goes on from there.
/// </summary>
/// <remarks>
/// What a run leaves that is killed, in order of its writes: the manifest in its place, data as they were; the manifest aside, data as they
/// were; the manifest aside and a mark among the data, which are there in part; the manifest aside, data of the copy; the manifest in its
/// place, data of the copy.
/// </remarks>
/// <param name="context">The node.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class EtcdDataRestore(UpgradeContext context, PhaseReport report)
{
    private readonly INodeFileSystem _files = context.Node.Files;
    private readonly FolderCopy _copies = new(context.Node);

    /// <summary>Stops the member, puts the copy in place and waits until the member runs. The data that do not work are kept beside the copy.</summary>
    /// <param name="paths">Where things are.</param>
    /// <exception cref="KubeadmException">
    /// <c>ComponentStillRuns</c>, <c>BackupFailed</c>, <c>BackupSpaceMissing</c>: the data are as they were. <c>EtcdDataUnfinished</c>: they are
    /// put back in part, and the member stays stopped. <c>ComponentNotReady</c>: it does not run with them.
    /// </exception>
    public async Task RunAsync(EtcdDataPaths paths)
    {
        report.Info("[upgrade/etcd] Rolling back etcd data");
        var former = await context.ComponentWaits.LookAsync(ComponentNames.Etcd, CancellationToken.None);
        _files.Move(EtcdDataPaths.Manifest, paths.Aside);
        try
        {
            await context.ComponentWaits.ForEndAsync(ComponentNames.Etcd, context.Settings.ManifestTimeout, CancellationToken.None);
            _copies.RequireSpace(paths.Kept, paths.Data, CancellationToken.None, freed: _copies.SizeOf(paths.Data, CancellationToken.None));
            await KeepFailedAsync(paths);
            _files.WriteAllBytes(paths.Mark, Encoding.UTF8.GetBytes(TextOf(paths)), NodeFileModes.PrivateFile);
        }
        catch
        {
            _files.Move(paths.Aside, EtcdDataPaths.Manifest);
            throw;
        }

        await ReplaceAsync(paths);
        await WaitAsync(FormerContainers.Of(former.Ids));
    }

    /// <summary>Puts the copy in the place of data that are marked, and the manifest in its place. The member is stopped.</summary>
    /// <param name="paths">Where things are.</param>
    /// <exception cref="KubeadmException"><c>EtcdDataUnfinished</c>: the data are there in part still.</exception>
    public async Task ReplaceAsync(EtcdDataPaths paths)
    {
        try
        {
            foreach (var child in _files.List(paths.Data).Where(child => child != EtcdDataPaths.MarkName))
            {
                _files.DeleteDirectory($"{paths.Data}/{child}", CancellationToken.None);
            }

            await _copies.CopyAsync(paths.Kept, paths.Data, CancellationToken.None);
            _files.DeleteFile(paths.Mark);
        }
        catch (Exception cause) when (ExpectedErrors.Includes(cause))
        {
            throw UpgradeErrors.EtcdDataUnfinished(paths, cause);
        }

        _files.Move(paths.Aside, EtcdDataPaths.Manifest);
        report.Info("[upgrade/etcd] Etcd data rollback successful");
    }

    /// <summary>Waits until the member runs by the manifest that is there.</summary>
    /// <param name="former">What does not count.</param>
    /// <exception cref="KubeadmException"><c>ComponentNotReady</c>.</exception>
    public Task WaitAsync(FormerContainers former) => context.ComponentWaits.ForAsync(
        new StaticPodReader(_files, KubernetesPaths.ManifestsDirectory).Read(ComponentNames.Etcd), former, context.Settings.ManifestTimeout, CancellationToken.None);

    /// <summary>Nothing is thrown away that may be the only one: a folder that an earlier attempt has filled is left as it is.</summary>
    private async Task KeepFailedAsync(EtcdDataPaths paths)
    {
        var name = paths.Kept[paths.Backup.Length..];
        var folder = $"{paths.Backup}/{EtcdDataPaths.Failed}";
        for (var number = 2; _files.DirectoryExists(folder + name); number++)
        {
            folder = $"{paths.Backup}/{EtcdDataPaths.Failed}-{number}";
        }

        _files.CreateDirectory(folder, NodeFileModes.PrivateDirectory);
        await _copies.CopyWholeAsync(paths.Data, folder + name, CancellationToken.None);
    }

    private static string TextOf(EtcdDataPaths paths) => $"""
        The data of etcd in this folder are not whole while this file is here: an upgrade puts them back from {paths.Kept}.
        If it was killed, run it again, which finishes this first. By hand: empty this folder, copy into it what is in {paths.Kept}
        (cp -a), and move {paths.Aside} to {EtcdDataPaths.Manifest}.

        """;
}
