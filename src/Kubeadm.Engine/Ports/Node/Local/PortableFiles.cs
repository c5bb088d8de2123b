namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>What is done to files on systems other than Linux, by what .NET has for all of them. They have no owners that matter here.</summary>
internal static class PortableFiles
{
    private static EnumerationOptions AllEntries => new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Creates a folder and its missing parents.</summary>
    public static void CreateDirectory(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, mode);
        }
    }

    /// <summary>Removes a file or link; nothing when it is not there.</summary>
    public static void DeleteFile(string path)
    {
        switch (Stat(path)?.Kind)
        {
            case null:
                return;
            case NodeFileKind.Directory:
                throw new IOException($"{path} is a folder");
            default:
                DeleteLeaf(path);
                break;
        }
    }

    /// <summary>Removes a folder with all that is in it, or a file or link in its place; nothing when it is not there.</summary>
    public static void DeleteDirectory(string path, CancellationToken cancellationToken)
    {
        if (Stat(path) is { Kind: not NodeFileKind.Directory })
        {
            DeleteLeaf(path);
            return;
        }

        // Each folder is met twice: first its content goes on top of it, then it is empty.
        var pending = new Stack<(string Path, bool IsEmptied)>(Directory.Exists(path) ? [(path, false)] : []);
        while (pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (next.IsEmptied)
            {
                Directory.Delete(next.Path);
                continue;
            }

            pending.Push((next.Path, true));
            foreach (var entry in new DirectoryInfo(next.Path).EnumerateFileSystemInfos("*", AllEntries))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry is DirectoryInfo && entry.LinkTarget is null)
                {
                    pending.Push((entry.FullName, false));
                }
                else
                {
                    DeleteLeaf(entry.FullName);
                }
            }
        }
    }

    /// <summary>Moves a file or folder on one file system, replacing a file.</summary>
    public static void Move(string source, string destination)
    {
        if (Stat(source)?.Kind == NodeFileKind.Directory)
        {
            Directory.Move(source, destination);
        }
        else
        {
            File.Move(source, destination, overwrite: true);
        }
    }

    /// <summary>The names in a folder that is there, ordered.</summary>
    public static IReadOnlyList<string> List(string path) =>
        [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    /// <summary>The facts of a file or folder, links not followed; null when nothing is there.</summary>
    public static NodeFileInfo? Stat(string path)
    {
        FileSystemInfo info = new FileInfo(path);
        if (info.Attributes == (FileAttributes)(-1))
        {
            return null;
        }

        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        var isFolder = info.Attributes.HasFlag(FileAttributes.Directory);
        var kind = info.LinkTarget is not null ? NodeFileKind.Link : isFolder ? NodeFileKind.Directory : NodeFileKind.File;
        return new NodeFileInfo(kind, mode, 0, 0, kind == NodeFileKind.File ? ((FileInfo)info).Length : 0);
    }

    /// <summary>Sets the mode of a file or folder; Windows has none.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static void DeleteLeaf(string path)
    {
        if (OperatingSystem.IsWindows() && new DirectoryInfo(path) is { LinkTarget: not null, Exists: true })
        {
            Directory.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    }
}
