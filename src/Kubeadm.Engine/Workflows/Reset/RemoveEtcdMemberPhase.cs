using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>Takes this node's etcd member out of its cluster and empties its data folder.</summary>
public sealed class RemoveEtcdMemberPhase : Phase<ResetContext>
{
    /// <inheritdoc/>
    public override string Name => "remove-etcd-member";

    /// <inheritdoc/>
    public override string Description => "Remove this node's etcd member and its data";

    /// <inheritdoc/>
    public override async Task RunAsync(ResetContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var etcd = context.Cluster.Configuration?.Cluster.Etcd;
        var manifest = ReadManifest(context, report);
        var folder = etcd?.External is null ? etcd?.Local?.DataDir ?? manifest?.DataDirectory : null;
        if (string.IsNullOrEmpty(folder))
        {
            report.Info("[reset] No etcd config found. Assuming external etcd");
            report.Info("[reset] Please, manually reset etcd to prevent further issues");
            report.Leave(new Leftover("external etcd", "its data is others' to remove; a new cluster on it needs it empty"));
            return;
        }

        if (IsOnlyAssumed(context, folder))
        {
            report.Leave(new Leftover(folder, "data of an etcd, but neither the cluster nor a manifest says that it is this node's; it is emptied when it is named among the folders that may be"));
            return;
        }

        if (context.Cluster.Configuration is not null)
        {
            await new LocalEtcdMember(context, manifest).RemoveAsync(report, cancellationToken);
        }

        EmptyDataFolder(context, folder, report, cancellationToken);
    }

    /// <summary>
    /// What this node's manifest says. Without a manifest (it may be gone already) the data is where kubeadm has it by default;
    /// from one that cannot be read nothing is concluded.
    /// </summary>
    private static EtcdManifest? ReadManifest(ResetContext context, PhaseReport report)
    {
        var manifests = new StaticPodReader(context.Node.Files, KubernetesPaths.ManifestsDirectory);
        if (!manifests.Exists(ComponentNames.Etcd))
        {
            return new EtcdManifest(null, null, KubernetesPaths.EtcdDataDirectory);
        }

        try
        {
            return EtcdManifest.Of(manifests.Read(ComponentNames.Etcd));
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            report.Warn($"[reset] etcd's manifest tells nothing: {e.Message}");
            return null;
        }
    }

    /// <summary>kubeadm empties the default folder also when nothing says whose data is in it; it may be that of an etcd which others run here.</summary>
    private static bool IsOnlyAssumed(ResetContext context, string folder) =>
        context.Cluster.Configuration is null
        && !new StaticPodReader(context.Node.Files, KubernetesPaths.ManifestsDirectory).Exists(ComponentNames.Etcd)
        && context.Node.Files.List(folder).Count > 0
        && !context.Guard.IsAllowed(folder);

    private static void EmptyDataFolder(ResetContext context, string folder, PhaseReport report, CancellationToken cancellationToken)
    {
        var result = context.Cleaner.Empty(folder, FolderUse.EtcdData, cancellationToken);
        report.Add(result);
        if (result.Failures.Count == 0)
        {
            report.Info($"[reset] Deleted contents of the etcd data directory: {folder}", $"[dryrun] Would delete contents of the etcd data directory: {folder}");
        }
    }
}
