using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>Writes files and folders only where they differ from what is wanted, and tells what changed.</summary>
public static class FileEnsuring
{
    /// <summary>Ensures a file's content; its missing folders are created for the owner alone (0700).</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">The whole content, which must not be a secret: its digest is reported.</param>
    /// <param name="mode">The mode of a file that is written; one that already has the content keeps its own.</param>
    public static Change EnsureFile(this INodeFileSystem files, string path, byte[] content, UnixFileMode mode)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        var digest = HexDigest.Of(content);
        var before = files.FileExists(path) ? files.ReadAllBytes(path) : null;
        if (before is not null && before.AsSpan().SequenceEqual(content))
        {
            return new Change(ChangeKind.File, path, ChangeAction.Unchanged) { OldDigest = digest, NewDigest = digest };
        }

        files.CreateDirectory(path[..path.LastIndexOfAny(['/', '\\'])], NodeFileModes.PrivateDirectory);
        files.WriteAllBytes(path, content, mode);
        return new Change(ChangeKind.File, path, before is null ? ChangeAction.Create : ChangeAction.Update)
        {
            OldDigest = before is null ? null : HexDigest.Of(before),
            NewDigest = digest,
        };
    }

    /// <summary>Ensures a file's secret content, for its owner alone (0600); its missing folders are created readable for all (0755).</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">The whole content. Nothing of it is reported, not even a digest.</param>
    public static Change EnsureSecretFile(this INodeFileSystem files, string path, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(path);
        var exists = files.FileExists(path);
        if (exists && files.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return new Change(ChangeKind.File, path, ChangeAction.Unchanged);
        }

        files.CreateDirectory(path[..path.LastIndexOfAny(['/', '\\'])], NodeFileModes.PublicDirectory);
        files.WriteAllBytes(path, content, NodeFileModes.PrivateFile);
        return new Change(ChangeKind.File, path, exists ? ChangeAction.Update : ChangeAction.Create);
    }

    /// <summary>Ensures that a folder exists.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="path">The folder.</param>
    /// <param name="mode">The mode of folders that are made.</param>
    public static Change EnsureDirectory(this INodeFileSystem files, string path, UnixFileMode mode)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.DirectoryExists(path))
        {
            return new Change(ChangeKind.Directory, path, ChangeAction.Unchanged);
        }

        files.CreateDirectory(path, mode);
        return new Change(ChangeKind.Directory, path, ChangeAction.Create);
    }
}
