using Kubeadm.Engine.Backups;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether there is room for the copy of etcd's data that an upgrade makes first.</summary>
/// <param name="node">The machine as it is: checks only look.</param>
/// <param name="dataDirectory">The folder of the member's data.</param>
public sealed class BackupSpaceCheck(INode node, string dataDirectory)
    : NodeCheck(CheckName, $"Free space there; older copies in {KubernetesPaths.TemporaryDirectory} may be what can go.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "BackupSpace";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var folder = node.Files.Stat(KubernetesPaths.TemporaryDirectory) is null ? KubernetesPaths.ConfigurationDirectory : KubernetesPaths.TemporaryDirectory;
        new FolderCopy(node).RequireSpace(dataDirectory, folder, cancellationToken);
        return Task.CompletedTask;
    }
}
