using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Backups;

/// <summary>Copies folders with modes, owners and links as they are, by the system's own <c>cp</c>, as kubeadm does; preflight looks for it.</summary>
/// <param name="node">The node.</param>
public sealed class FolderCopy(INode node)
{
    /// <summary>How the name of a copy ends that is not whole yet.</summary>
    public const string PartSuffix = ".partial";

    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>Makes a folder one that holds what another holds. Where the other is a link, what it leads to is copied, not the link.</summary>
    /// <param name="source">The other folder.</param>
    /// <param name="folder">The folder; it may be there already, and is made where it is not. Its parent must be there.</param>
    /// <param name="cancellationToken">Ends the copying; the part of a copy that is there then is of no use.</param>
    /// <exception cref="KubeadmException"><c>BackupSpaceMissing</c>, <c>BackupFailed</c>; <c>ProgramFailed</c>, <c>ProgramTimedOut</c>.</exception>
    public async Task CopyAsync(string source, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        node.Files.CreateDirectory(folder, NodeFileModes.PrivateDirectory);
        RequireSpace(source, folder, cancellationToken);
        var result = await node.Processes.RunAsync("cp", ["-a", "--", $"{source}/.", folder], Limit, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw BackupErrors.CopyFailed(source, folder, result);
        }
    }

    /// <summary>Copies a folder so that the copy has its name only when it is whole. Where that fails or is cancelled, what there is of it is removed.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="copy">The copy, which must not be there yet. Its parent must be. Until it is whole its name ends with <see cref="PartSuffix"/>.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="KubeadmException">Those of <see cref="CopyAsync"/>, with what became of the part that was copied. <c>BackupLeft</c>: it is still there after a cancelled copy.</exception>
    public async Task CopyWholeAsync(string source, string copy, CancellationToken cancellationToken)
    {
        var part = copy + PartSuffix;
        try
        {
            if (node.Files.DirectoryExists(part))
            {
                node.Files.DeleteDirectory(part, cancellationToken);
            }

            await CopyAsync(source, part, cancellationToken);
            node.Files.Move(part, copy);
        }
        catch (KubeadmException error)
        {
            throw BackupErrors.NotWhole(error, part, WhyNotRemoved(part));
        }
        catch (Exception error) when (error is OperationCanceledException || ExpectedErrors.Includes(error))
        {
            if (WhyNotRemoved(part) is { } reason)
            {
                throw BackupErrors.Left(part, reason, error);
            }

            throw;
        }
    }

    /// <summary>Fails where a copy of a folder has no room.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="folder">Where the copy is to go.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <param name="freed">How many bytes more will be free there by then.</param>
    /// <exception cref="KubeadmException"><c>BackupSpaceMissing</c>.</exception>
    public void RequireSpace(string source, string folder, CancellationToken cancellationToken, long freed = 0)
    {
        var size = SizeOf(source, cancellationToken);
        if (node.Files.GetFreeSpace(folder) + freed is { } free && free < size)
        {
            throw BackupErrors.NoSpace(source, size, folder, free);
        }
    }

    /// <summary>Removes a folder.</summary>
    /// <returns>Why it is still there; null when it is gone.</returns>
    private string? WhyNotRemoved(string folder)
    {
        try
        {
            node.Files.DeleteDirectory(folder, CancellationToken.None);
            return null;
        }
        catch (Exception error) when (ExpectedErrors.Includes(error))
        {
            return error.Message;
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
