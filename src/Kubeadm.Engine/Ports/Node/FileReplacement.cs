using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>A file's new content.</summary>
/// <param name="Path">The file.</param>
/// <param name="Content">The whole content. May be a secret.</param>
/// <param name="Mode">The mode where there is no file yet; one that is there keeps its own.</param>
public sealed record NewContent(string Path, byte[] Content, UnixFileMode Mode);

/// <summary>Replaces files that belong together.</summary>
public static class FileReplacement
{
    /// <summary>
    /// Writes all contents beside the files that they replace, then puts each in its place, which is one rename each: whatever cannot be
    /// written fails while all old files are still there. Modes, owners and links stay as they are.
    /// </summary>
    /// <param name="files">The node's files.</param>
    /// <param name="contents">The new contents, in the order in which they are put in place.</param>
    /// <exception cref="KubeadmException"><c>AccessDenied</c> or <c>FileSystemFailed</c>, with the file as its target. All files are as they were.</exception>
    public static void ReplaceTogether(this INodeFileSystem files, IReadOnlyList<NewContent> contents)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(contents);
        var staged = new List<Staged>(contents.Count);
        try
        {
            foreach (var content in contents)
            {
                Try(content.Path, () => staged.Add(Stage(files, content)));
            }

            PutInPlace(files, staged);
        }
        catch
        {
            staged.ForEach(file => Undo(() => files.DeleteFile(file.Temporary)));
            throw;
        }
    }

    private static Staged Stage(INodeFileSystem files, NewContent file)
    {
        var target = files.Resolve(file.Path) ?? file.Path;
        var name = target.LastIndexOf('/') + 1;

        // The name is always the same, so that a run that was killed here leaves nothing that the next does not use.
        var staged = new Staged(file.Path, target, $"{target[..name]}.{target[name..]}.new", files.FileExists(target) ? files.ReadAllBytes(target) : null);
        var old = staged.Old is null ? null : files.Stat(target);
        files.WriteAllBytes(staged.Temporary, file.Content, old?.Mode ?? file.Mode);
        if (old is not null && files.Stat(staged.Temporary) is { } made && (made.UserId, made.GroupId) != (old.UserId, old.GroupId))
        {
            files.SetOwner(staged.Temporary, old.UserId, old.GroupId);
        }

        return staged;
    }

    private static void PutInPlace(INodeFileSystem files, List<Staged> staged)
    {
        var placed = 0;
        try
        {
            for (; placed < staged.Count; placed++)
            {
                Try(staged[placed].Path, () => files.Move(staged[placed].Temporary, staged[placed].Target));
            }
        }
        catch
        {
            staged.Take(placed).ToList().ForEach(file => Undo(() => PutBack(files, file)));
            throw;
        }
    }

    private static void PutBack(INodeFileSystem files, Staged file)
    {
        if (file.Old is null)
        {
            files.DeleteFile(file.Target);
        }
        else
        {
            files.WriteAllBytes(file.Target, file.Old, files.Stat(file.Target)!.Mode);
        }
    }

    /// <summary>Names the file that a person knows in errors, not the one beside it.</summary>
    private static void Try(string path, Action act)
    {
        try
        {
            act();
        }
        catch (KubeadmException e) when (e.InnerException is { } cause)
        {
            throw FileErrors.CannotWrite(path, cause);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.CannotWrite(path, e);
        }
    }

    /// <summary>What went wrong first is what a person is told; tidying up after it must not hide that.</summary>
    private static void Undo(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is KubeadmException || FileErrors.IsFileError(e))
        {
            // The file system takes nothing more. Running again replaces whatever is left.
        }
    }

    /// <param name="Path">The file as it was named.</param>
    /// <param name="Target">The file that links lead to.</param>
    /// <param name="Temporary">The file with the new content.</param>
    /// <param name="Old">The old content; null when there is none.</param>
    private sealed record Staged(string Path, string Target, string Temporary, byte[]? Old);
}
