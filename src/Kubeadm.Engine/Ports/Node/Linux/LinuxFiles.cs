using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>What is done to files on Linux: always through the descriptor of the folder, with names as bytes.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxFiles
{
    /// <summary>Creates a folder and its missing parents.</summary>
    public static void CreateDirectory(string path, UnixFileMode mode) => LinuxFolder.OpenOrCreate(path, mode).Dispose();

    /// <summary>Removes a file or link; nothing when it is not there.</summary>
    public static void DeleteFile(string path)
    {
        if (LinuxFileStatus.Read(path) is null)
        {
            return;
        }

        using var folder = LinuxFolder.OpenParent(path, out var name);
        if (Libc.UnlinkAt(folder.Descriptor, name) != 0 && Marshal.GetLastPInvokeError() is var code && code != Libc.NoEntry)
        {
            throw code == Libc.IsDirectory ? new IOException($"{path} is a folder") : Libc.Failure(code, path);
        }
    }

    /// <summary>Removes a folder with all that is in it, or a file or link in its place; nothing when it is not there.</summary>
    public static void DeleteDirectory(string path, CancellationToken cancellationToken)
    {
        switch (LinuxFileStatus.Read(path)?.Kind)
        {
            case null:
                return;
            case NodeFileKind.Directory:
                using (var folder = LinuxFolder.OpenParent(path, out var name))
                {
                    LinuxTree.Delete(folder, name, cancellationToken);
                }

                break;
            default:
                DeleteFile(path);
                break;
        }
    }

    /// <summary>Renames a file or folder on one file system, replacing a file.</summary>
    public static void Move(string source, string destination)
    {
        using var from = LinuxFolder.OpenParent(source, out var oldName);
        using var to = LinuxFolder.OpenParent(destination, out var newName);
        if (Libc.RenameAt(from.Descriptor, oldName, to.Descriptor, newName) != 0)
        {
            throw Libc.Failure(Marshal.GetLastPInvokeError(), destination);
        }
    }

    /// <summary>The names in a folder that is there, ordered.</summary>
    public static IReadOnlyList<string> List(string path)
    {
        var descriptor = Libc.OpenAt(Libc.CurrentDirectory, RawName.Encode(path), Libc.OpenReadOnly | Libc.OpenDirectory);
        if (descriptor < 0)
        {
            throw Libc.Failure(Marshal.GetLastPInvokeError(), path);
        }

        try
        {
            using var reader = new FolderReader(descriptor, () => path);
            return [.. reader.Read(int.MaxValue).Select(entry => entry.Text).Order(StringComparer.Ordinal)];
        }
        finally
        {
            Libc.Close(descriptor);
        }
    }

    /// <summary>Sets the mode of a file or folder.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        using var folder = LinuxFolder.OpenTarget(path, out var name);
        using var held = LinuxOwner.Hold(folder.Descriptor, name, () => path) ?? throw Libc.Failure(Libc.NoEntry, path);

        // A descriptor that only holds the path can be named to chmod in no other way before Linux 6.6.
        File.SetUnixFileMode($"/proc/self/fd/{held.DangerousGetHandle()}", mode);
    }

    /// <summary>Sets the owner of a file or folder.</summary>
    public static void SetOwner(string path, int userId, int groupId)
    {
        using var folder = LinuxFolder.OpenTarget(path, out var name);
        using var held = LinuxOwner.Hold(folder.Descriptor, name, () => path) ?? throw Libc.Failure(Libc.NoEntry, path);
        LinuxOwner.Set((int)held.DangerousGetHandle(), userId, groupId, () => path);
    }

    /// <summary>Sets the owner of a folder and of all that is in it.</summary>
    public static void SetTreeOwner(string path, int userId, int groupId)
    {
        using var folder = LinuxFolder.OpenTarget(path, out var name);
        _ = folder.Stat(name) ?? throw Libc.Failure(Libc.NoEntry, path);
        LinuxTree.SetOwner(folder, name, userId, groupId);
    }
}
