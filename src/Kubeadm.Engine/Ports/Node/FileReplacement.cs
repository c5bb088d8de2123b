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
                staged.Add(Stage(files, content));
            }

            PutInPlace(files, staged);
        }
        finally
        {
            staged.ForEach(file => Undo(file.New.Dispose));
        }
    }

    private static Staged Stage(INodeFileSystem files, NewContent file) => Try(file.Path, () =>
    {
        var old = files.FileExists(file.Path) ? files.ReadAllBytes(file.Path) : null;
        var mode = old is not null && files.Resolve(file.Path) is { } target ? files.Stat(target)?.Mode : null;
        return new Staged(file.Path, files.Stage(file.Path, file.Content, mode ?? file.Mode), old, mode ?? file.Mode);
    });

    private static void PutInPlace(INodeFileSystem files, List<Staged> staged)
    {
        var placed = 0;
        try
        {
            for (; placed < staged.Count; placed++)
            {
                staged[placed].New.PutInPlace();
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
            files.DeleteFile(file.Path);
        }
        else
        {
            files.WriteAllBytes(file.Path, file.Old, file.Mode);
        }
    }

    private static T Try<T>(string path, Func<T> act)
    {
        try
        {
            return act();
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

    /// <param name="Path">The file.</param>
    /// <param name="New">The new content beside it.</param>
    /// <param name="Old">The old content; null when there is none.</param>
    /// <param name="Mode">The mode that both have.</param>
    private sealed record Staged(string Path, IStagedFile New, byte[]? Old, UnixFileMode Mode);
}
