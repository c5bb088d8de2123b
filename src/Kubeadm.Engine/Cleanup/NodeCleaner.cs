using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Cleanup;

/// <summary>
/// Empties folders and removes files. What cannot be removed is told and does not keep the rest. Links are removed and not
/// followed, and nothing is removed that has something mounted in it.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="guard">Decides which folders may be emptied.</param>
public sealed class NodeCleaner(INode node, FolderGuard guard)
{
    /// <summary>Removes what is in a folder. The folder itself stays, with its mode and owner.</summary>
    /// <param name="path">The folder. When it is a link, the folder that it leads to is emptied: such links move it to another disk.</param>
    /// <param name="use">What it is for.</param>
    /// <param name="cancellationToken">Ends the removal between two files.</param>
    /// <returns>One change for each file and each folder in it; a folder stands for all that was in it.</returns>
    public CleanupResult Empty(string path, FolderUse use, CancellationToken cancellationToken)
    {
        try
        {
            return EmptyFolder(path, use, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CleanupResult.NotEmptied(path, e.Message);
        }
    }

    /// <summary>Removes files. A folder in the place of one is removed with all that is in it.</summary>
    public CleanupResult Remove(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var all = paths.ToList();
        return RemoveAll(all, [.. all.SelectMany(node.System.MountsBelow)], cancellationToken);
    }

    private CleanupResult EmptyFolder(string path, FolderUse use, CancellationToken cancellationToken)
    {
        var folder = node.Files.Resolve(path);
        var objection = folder is not null && !node.Files.DirectoryExists(folder) ? "it is not a folder" : guard.Objection(path, use);
        if (objection is not null)
        {
            throw new IOException(objection);
        }

        var names = folder is null ? [] : node.Files.List(folder);
        if (names.Count == 0)
        {
            return new CleanupResult([new Change(ChangeKind.Directory, path, ChangeAction.Unchanged)], []);
        }

        var mounts = node.System.MountsBelow(folder!);
        return RemoveAll(names.Select(name => Join(folder!, name)), mounts, cancellationToken);
    }

    private CleanupResult RemoveAll(IEnumerable<string> paths, IReadOnlyList<string> mounts, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        var failures = new List<Leftover>();
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                changes.Add(RemoveOne(path, mounts, cancellationToken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add(new Leftover(path, $"it could not be removed: {e.Message}"));
            }
        }

        return new CleanupResult(changes, failures);
    }

    private Change RemoveOne(string path, IReadOnlyList<string> mounts, CancellationToken cancellationToken)
    {
        if (mounts.FirstOrDefault(mount => mount == path || mount.StartsWith(path + "/", StringComparison.Ordinal)) is { } mounted)
        {
            throw new IOException($"{mounted} is mounted");
        }

        switch (node.Files.Stat(path)?.Kind)
        {
            case null:
                return new Change(ChangeKind.File, path, ChangeAction.Unchanged);
            case NodeFileKind.Directory:
                node.Files.DeleteDirectory(path, cancellationToken);
                return new Change(ChangeKind.Directory, path, ChangeAction.Delete);
            default:
                node.Files.DeleteFile(path);
                return new Change(ChangeKind.File, path, ChangeAction.Delete);
        }
    }

    private static string Join(string folder, string name) => folder.EndsWith('/') ? folder + name : $"{folder}/{name}";
}
