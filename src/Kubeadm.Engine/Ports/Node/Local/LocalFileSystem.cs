using System.Security.Cryptography;
using Kubeadm.Engine.Ports.Node.Linux;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>The files of this machine.</summary>
public sealed class LocalFileSystem : INodeFileSystem
{
    /// <summary>Whether each file is on the disk before the next is written, so that it outlives a crash of the machine.</summary>
    /// <remarks>What a dry run leaves need not: waiting for the disk would take longer than all the rest of it.</remarks>
    public bool IsDurable { get; init; } = true;

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path, int limit) => LocalFileReader.ReadAll(path, limit);

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path) => ReadAllBytes(path, FileLimits.Default);

    /// <inheritdoc/>
    public byte[] ReadTail(string path, int length) => LocalFileReader.ReadTail(path, length);

    /// <inheritdoc/>
    /// <remarks>A file that is replaced keeps its owner, and one that is reached through a link is replaced where the link points.</remarks>
    public void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        try
        {
            Replace(ResolveLink(path), content, mode);
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw FileErrors.CannotWrite(path, error);
        }
    }

    private void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var replaced = Stat(path);
        if (replaced?.Kind == NodeFileKind.Directory)
        {
            throw FileErrors.IsFolder(path);
        }

        var folder = Path.GetDirectoryName(path) ?? throw new IOException($"{path} is not the path of a file");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tmp");
        try
        {
            WriteNew(temporary, content, mode, replaced);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw;
        }

        DeleteLeftovers(folder, Path.GetFileName(path));
        if (IsDurable)
        {
            Libc.FlushDirectory(folder);
        }
    }

    /// <summary>Removes the temporary files of runs that were killed while they wrote this file.</summary>
    private static void DeleteLeftovers(string folder, string name)
    {
        const int RandomLength = 12;
        foreach (var path in Directory.EnumerateFiles(folder, $".{name}.*.tmp"))
        {
            if (Path.GetFileName(path).Length == $".{name}..tmp".Length + RandomLength)
            {
                File.Delete(path);
            }
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path, UnixFileMode mode)
    {
        try
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
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw FileErrors.CannotWrite(path, error);
        }
    }

    /// <inheritdoc/>
    public void DeleteFile(string path)
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

    /// <inheritdoc/>
    /// <exception cref="IOException">Something is mounted in the folder; nothing beyond a mount point is removed.</exception>
    public void DeleteDirectory(string path)
    {
        switch (Stat(path)?.Kind)
        {
            case null:
                return;
            case NodeFileKind.Directory:
                DeleteTree(path);
                break;
            default:
                DeleteLeaf(path);
                break;
        }
    }

    /// <inheritdoc/>
    public void Move(string source, string destination)
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

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        var names = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)!).ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc/>
    public NodeFileInfo? Stat(string path) => OperatingSystem.IsLinux() ? LinuxFileStatus.Read(path)?.ToInfo() : PortableStat(path);

    /// <inheritdoc/>
    public string? Resolve(string path) => LinkResolver.Resolve(path);

    /// <inheritdoc/>
    public void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <inheritdoc/>
    public void SetOwner(string path, int userId, int groupId)
    {
        if (!OperatingSystem.IsWindows())
        {
            Libc.ChangeOwner(path, userId, groupId);
        }
    }

    private void WriteNew(string path, ReadOnlySpan<byte> content, UnixFileMode mode, NodeFileInfo? replaced)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
        {
            if (replaced is { } old && Environment.IsPrivilegedProcess)
            {
                Libc.ChangeOwner(path, old.UserId, old.GroupId);
            }

            // The process's umask may have taken bits away.
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
        }

        stream.Write(content);
        stream.Flush(flushToDisk: IsDurable);
    }

    private static string ResolveLink(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    private static void DeleteTree(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxTree.Delete(folder);
            return;
        }

        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", AllEntries))
        {
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                DeleteTree(entry.FullName);
            }
            else
            {
                DeleteLeaf(entry.FullName);
            }
        }

        Directory.Delete(folder);
    }

    private static EnumerationOptions AllEntries => new() { AttributesToSkip = 0, IgnoreInaccessible = false };

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

    private static NodeFileInfo? PortableStat(string path)
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
}
