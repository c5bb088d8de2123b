using Kubeadm.Engine.Backups;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Writes the kubelet's configuration of this node anew from the cluster's; a kubelet reads it when it is started again.</summary>
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
        var movesSocket = isSocketLocal && !files.FileExists(KubernetesPaths.KubeletInstanceConfiguration);
        var kubelet = new KubeletFilesUpgrade(files, new BackupFolders(files, context.Node.Clock));
        var wanted = await node.KubeletFiles.RenderForUpgradeAsync(report, cancellationToken);
        BackUp(context, wanted.All(file => file.IsOn(files)) ? null : kubelet.BackUpConfiguration(), report);
        var (change, backup) = kubelet.UpgradeFlags(movesSocket);
        BackUp(context, backup, report);
        report.Add(change is null ? [] : [change]);
        foreach (var file in wanted)
        {
            report.Info($"[kubelet-start] Writing kubelet configuration to file \"{file.Path}\"");
            report.Add(files.EnsureFile(file.Path, file.Content, NodeFileModes.PublicFile));
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
