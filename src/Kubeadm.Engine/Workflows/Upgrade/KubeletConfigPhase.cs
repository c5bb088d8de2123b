using Kubeadm.Engine.Backups;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Writes the kubelet's configuration of this node anew from the cluster's. As kubeadm's, this leaves the kubelet running with what it has
/// read: it is started again when its new version is installed.
/// </summary>
public sealed class KubeletConfigPhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubelet-config";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Upgrade the kubelet's configuration of this node";

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.GetNodeAsync(report, cancellationToken);
        var (files, cluster) = (context.Node.Files, node.Configuration.Cluster);
        var isSocketLocal = KubeletFlags.IsSocketLocal(cluster);
        var kubelet = new KubeletFilesUpgrade(files, new BackupFolders(files, context.Node.Clock));
        var flags = kubelet.ReadFlags();
        var wanted = await node.KubeletFiles.RenderForUpgradeAsync(report, cancellationToken);
        BackUp(context, wanted.All(file => file.IsOn(files)) ? null : kubelet.BackUpConfiguration(), report);
        foreach (var file in wanted)
        {
            report.Info($"[kubelet-start] Writing kubelet configuration to file \"{file.Path}\"");
            report.Add(files.EnsureFile(file.Path, file.Content, NodeFileModes.PublicFile));
        }

        // A flag goes when the file is there that says the same: whenever this is ended, one of them names the runtime.
        if (flags is not null)
        {
            var (change, backup) = kubelet.UpgradeFlags(flags, isSocketLocal);
            BackUp(context, backup, report);
            report.Add(change);
        }

        if (isSocketLocal)
        {
            var objects = await context.ConnectAsync(report, cancellationToken);
            report.Add(await NodeMarks.RemoveCriSocketAsync(objects, node.Configuration.NodeRegistration.Name, cancellationToken));
        }

        report.Info("[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!");
    }

    private static void BackUp(UpgradeContext context, string? folder, PhaseReport report)
    {
        if (folder is not null)
        {
            context.Backups.Add(folder);
            report.Add(new Change(ChangeKind.Directory, folder, ChangeAction.Create));
            report.Info($"[upgrade] Backing up kubelet config file to {folder}", $"[dryrun] Would back up kubelet config file to {folder}");
        }
    }
}
