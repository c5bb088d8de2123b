using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Windows;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>The files of this machine.</summary>
public sealed class LocalFileSystem : INodeFileSystem
{
    /// <summary>Whether each file is on the disk before the next is written, so that it outlives a crash of the machine.</summary>
    /// <remarks>What a dry run leaves need not: waiting for the disk would take longer than all the rest of it.</remarks>
    public bool IsDurable { get; init; } = true;

    /// <summary>Ends the wait for a pipe that somebody else is to fill.</summary>
    public CancellationToken Stopping { get; init; }

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(Local(path));

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(Local(path));

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path, int limit) => LocalFileReader.ReadAll(Local(path), limit, Stopping);

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path) => ReadAllBytes(path, FileLimits.Default);

    /// <inheritdoc/>
    public byte[] ReadTail(string path, int length) => LocalFileReader.ReadTail(Local(path), length);

    /// <inheritdoc/>
    /// <remarks>A file that is replaced keeps its owner, and one that is reached through a link is replaced where the link points.</remarks>
    public void WriteAllBytes(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        using var staged = Stage(path, content, mode);
        staged.PutInPlace();
    }

    /// <inheritdoc/>
    /// <remarks>A file that is replaced keeps its owner, and one that is reached through a link is replaced where the link points.</remarks>
    public IStagedFile Stage(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? LinuxStagedFile.Create(Local(path), content, mode, IsDurable)
                : PortableStagedFile.Create(Local(path), content, mode, IsDurable);
        }
        catch (Exception error) when (FileErrors.IsFileError(error))
        {
            throw FileErrors.CannotWrite(path, error);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path, UnixFileMode mode)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                LinuxFiles.CreateDirectory(Local(path), mode);
            }
            else
            {
                PortableFiles.CreateDirectory(Local(path), mode);
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
        if (OperatingSystem.IsLinux())
        {
            LinuxFiles.DeleteFile(Local(path));
        }
        else
        {
            PortableFiles.DeleteFile(Local(path));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Something is mounted in the folder; nothing beyond a mount point is removed.</exception>
    public void DeleteDirectory(string path, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxFiles.DeleteDirectory(Local(path), cancellationToken);
        }
        else
        {
            PortableFiles.DeleteDirectory(Local(path), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Move(string source, string destination)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxFiles.Move(Local(source), Local(destination));
        }
        else
        {
            PortableFiles.Move(Local(source), Local(destination));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path) =>
        !DirectoryExists(path) ? [] : OperatingSystem.IsLinux() ? LinuxFiles.List(path) : PortableFiles.List(Local(path));

    /// <inheritdoc/>
    public NodeFileInfo? Stat(string path) => OperatingSystem.IsLinux() ? LinuxFileStatus.Read(path)?.ToInfo() : PortableFiles.Stat(Local(path));

    /// <inheritdoc/>
    public string? Resolve(string path) => LinkResolver.Resolve(Local(path));

    /// <inheritdoc/>
    public long? GetFreeSpace(string path)
    {
        try
        {
            return new DriveInfo(Local(path)).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxFiles.SetMode(Local(path), mode);
        }
        else
        {
            PortableFiles.SetMode(Local(path), mode);
        }
    }

    /// <inheritdoc/>
    public void SetOwner(string path, int userId, int groupId)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxFiles.SetOwner(Local(path), userId, groupId);
        }
    }

    /// <inheritdoc/>
    public void SetTreeOwner(string path, int userId, int groupId)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxFiles.SetTreeOwner(Local(path), userId, groupId);
        }
    }

    /// <summary>The path as this machine has it: kubeadm's own paths are those of Linux.</summary>
    private static string Local(string path) =>
        OperatingSystem.IsWindows() ? WindowsPath.OnDrive(path, WindowsPath.DriveOf(Environment.GetEnvironmentVariable(WindowsPath.DriveVariable)))
        : path.StartsWith('/') ? path
        : Path.GetFullPath(path);
}
