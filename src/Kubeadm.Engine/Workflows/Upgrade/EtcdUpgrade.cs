using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Upgrades this node's member of etcd, with a copy of its data made first.</summary>
/// <param name="context">The node.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
/// <param name="replacement">Replaces static Pods.</param>
/// <param name="report">Receives what was done.</param>
internal sealed class EtcdUpgrade(UpgradeContext context, InitConfiguration configuration, ComponentReplacement replacement, PhaseReport report)
{
    /// <summary>How long the members may take until more than half of them answer again: kubeadm asks 10 times, every 15 seconds.</summary>
    private static readonly TimeSpan AvailabilityLimit = TimeSpan.FromSeconds(10 * 15);

    /// <summary>Copies the member's data where the member or the API server will be another, upgrades the member, and waits until the cluster serves.</summary>
    /// <remarks>
    /// While the member is away, this node's API server answers nothing and lets its clients wait, the kubelet among them, which starts no
    /// static Pod before it was answered. So the API server ends first, with its requests answered, and where it is to be replaced too it
    /// comes back as the new one: whoever watches it sees that at once and goes elsewhere. Where it stays the same, etcd is upgraded when
    /// it is ready again; kubeadm too takes etcd back where its upgrade leaves no API server that answers.
    /// </remarks>
    /// <param name="manifest">The member's manifest.</param>
    /// <param name="apiServer">The API server's manifest, at whose turn etcd's certificates are renewed in any case.</param>
    /// <param name="cancellationToken">Ends the work until the member is being replaced.</param>
    /// <exception cref="KubeadmException">
    /// <c>InvalidEtcdVersion</c>, <c>EtcdUnhealthy</c>: nothing was changed. <c>BackupFailed</c>, <c>BackupSpaceMissing</c>: likewise. <c>UpgradeRolledBack</c>, <c>UpgradeNotRolledBack</c>.
    /// </exception>
    public async Task RunAsync(ComponentManifest manifest, ComponentManifest apiServer, CancellationToken cancellationToken)
    {
        var target = TargetOf(manifest);
        var etcd = await context.ConnectToEtcdAsync(report, cancellationToken);
        await new EtcdHealth(etcd, context.EtcdRetry).CheckAsync(cancellationToken);
        var copy = manifest.IsChanged || apiServer.IsChanged ? await BackUpAsync(DataOf(manifest), cancellationToken) : null;
        if (target.ReasonToKeep is { } reason)
        {
            report.Info($"[upgrade/etcd] Skipping etcd upgrade: {reason}");
            return;
        }

        await replacement.PrepareAsync(manifest, renewsAnyway: apiServer.IsChanged, cancellationToken);
        await replacement.PrepareAsync(apiServer, renewsAnyway: false, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        await using var notice = replacement.Notify(manifest, cancellationToken);
        try
        {
            if (manifest.IsChanged)
            {
                await ReplaceAsync(manifest, apiServer);
            }

            await replacement.WaitAsync(manifest, cancellationToken);
            report.Info("[upgrade/etcd] Waiting for etcd to become available");
            await WaitForAvailableAsync(etcd);
            if (manifest.IsChanged && !apiServer.IsChanged)
            {
                // It ran until it was stopped for etcd. Where it does not come back, it is the new etcd with which it does not.
                await replacement.WaitAsync(apiServer, CancellationToken.None);
            }
        }
        catch (Exception cause) when (replacement.HasReplaced(ComponentNames.ApiServer) && !replacement.HasReplaced(ComponentNames.Etcd))
        {
            throw await replacement.EndAsync(await replacement.RollBackAsync(ComponentNames.ApiServer, cause, _ => true));
        }
        catch (Exception cause) when (replacement.HasReplaced(ComponentNames.Etcd))
        {
            throw await RollBackAsync(etcd, apiServer, cause, new EtcdDataPaths(DataOf(manifest), copy!));
        }
    }

    private async Task ReplaceAsync(ComponentManifest manifest, ComponentManifest apiServer)
    {
        if (apiServer.IsChanged)
        {
            await replacement.PutAsync(apiServer, CancellationToken.None);
        }
        else
        {
            await replacement.StopAsync(apiServer);
        }

        await replacement.PutAsync(manifest, CancellationToken.None);
    }

    private EtcdTarget TargetOf(ComponentManifest manifest)
    {
        var image = StaticPodReader.Parse(manifest.Current, manifest.Path).Spec.Containers[0].Image;
        var target = EtcdTarget.OfImage(configuration.Cluster, context.Ports.Releases.Current, image);
        return target.Problem is { } problem ? throw UpgradeErrors.EtcdVersionUnknown(problem) : target;
    }

    /// <summary>The folder of the data with which the member runs; the check whether the configuration names the same can be ignored, and the copy is of these in any case.</summary>
    private string DataOf(ComponentManifest manifest) =>
        (EtcdManifest.Of(StaticPodReader.Parse(manifest.Current, manifest.Path)).DataDirectory ?? configuration.Cluster.Etcd.Local!.DataDir).TrimEnd('/');

    private async Task<string> BackUpAsync(string data, CancellationToken cancellationToken)
    {
        var folder = new BackupFolders(context.Node.Files, context.Node.Clock).CreateKept(BackupFolders.Etcd);
        try
        {
            await new FolderCopy(context.Node).CopyWholeAsync(data, new EtcdDataPaths(data, folder).Kept, cancellationToken);
        }
        finally
        {
            if (context.Node.Files.List(folder).Count == 0)
            {
                context.Node.Files.DeleteDirectory(folder, CancellationToken.None);
            }
        }

        context.Backups.Add(folder);
        report.Add(new Change(ChangeKind.Directory, folder, ChangeAction.Create));
        return folder;
    }

    private Task<EtcdHealthReport> WaitForAvailableAsync(IEtcdCluster etcd) =>
        new EtcdHealth(etcd, context.EtcdRetry.For(AvailabilityLimit)).CheckAsync(CancellationToken.None);

    /// <summary>
    /// The old program mostly goes on with its data as they are. Where it does not, and it is the only member, the copy takes their
    /// place, which are older than the last writes: so only where the new program has run, and may have changed them. A member among others
    /// gets no old data: it would have forgotten what it promised them, and the cluster serves without it.
    /// </summary>
    private async Task<KubeadmException> RollBackAsync(IEtcdCluster etcd, ComponentManifest apiServer, Exception cause, EtcdDataPaths copy)
    {
        var hasRun = await replacement.HasRunAsync(ComponentNames.Etcd);
        var rollBack = await replacement.RollBackAsync(ComponentNames.Etcd, cause, _ => true);
        if (!rollBack.Failed.Contains(ComponentNames.Etcd))
        {
            await rollBack.AddAsync(ComponentNames.Etcd, WaitForAvailableAsync(etcd));
        }

        if (hasRun && rollBack.Failed.Contains(ComponentNames.Etcd) && etcd.Endpoints.Count == 1)
        {
            await rollBack.AddAsync(ComponentNames.Etcd, RestoreDataAsync(etcd, copy));
            if (!rollBack.Failed.Contains(ComponentNames.Etcd) && rollBack.Failed.Contains(ComponentNames.ApiServer))
            {
                await rollBack.AddAsync(ComponentNames.ApiServer, replacement.WaitForFormerAsync(apiServer));
            }
        }

        return await replacement.EndAsync(rollBack);
    }

    private async Task RestoreDataAsync(IEtcdCluster etcd, EtcdDataPaths copy)
    {
        report.Warn($"etcd does not run with the data that are there: the copy of before the upgrade takes their place. What was written after the copy was made is in {copy.Backup}/{EtcdDataPaths.Failed} only.");
        await new EtcdDataRestore(context, report).RunAsync(copy);
        await WaitForAvailableAsync(etcd);
    }
}
