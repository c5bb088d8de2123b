using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Backups;

/// <summary>Copies folders with modes, owners and links as they are, by the system's own <c>cp</c>, as kubeadm does; preflight looks for it.</summary>
/// <param name="node">The node.</param>
public sealed class FolderCopy(INode node)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>Copies a folder into another, under its own name.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="folder">The folder that the copy goes into.</param>
    /// <param name="cancellationToken">Ends the copying; the part of a copy that is there then is of no use.</param>
    /// <exception cref="KubeadmException"><c>BackupSpaceMissing</c>, <c>BackupFailed</c>; <c>ProgramFailed</c>, <c>ProgramTimedOut</c>.</exception>
    public async Task CopyIntoAsync(string source, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireSpace(source, folder, cancellationToken);
        var result = await node.Processes.RunAsync("cp", ["-a", "--", source, folder], Limit, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw BackupErrors.CopyFailed(source, folder, result);
        }
    }

    /// <summary>Fails where a copy of a folder has no room.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="folder">Where the copy is to go.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="KubeadmException"><c>BackupSpaceMissing</c>.</exception>
    public void RequireSpace(string source, string folder, CancellationToken cancellationToken)
    {
        var size = SizeOf(source, cancellationToken);
        if (node.Files.GetFreeSpace(folder) is { } free && free < size)
        {
            throw BackupErrors.NoSpace(source, size, folder, free);
        }
    }

    /// <summary>The size of all files of a folder, in bytes; what goes away meanwhile does not count.</summary>
    public long SizeOf(string folder, CancellationToken cancellationToken)
    {
        var (total, folders) = (0L, new Stack<string>([folder]));
        while (folders.TryPop(out var path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var child in node.Files.List(path).Select(name => $"{path}/{name}"))
            {
                if (node.Files.Stat(child) is not { } info)
                {
                    continue;
                }

                if (info.Kind == NodeFileKind.Directory)
                {
                    folders.Push(child);
                }
                else
                {
                    total += info.Length;
                }
            }
        }

        return total;
    }
}
