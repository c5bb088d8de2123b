using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>
/// Removes a folder with all that is in it. Each folder is held open while it is emptied, and what is in it is reached through
/// that: whoever may write below it (a Pod's volume) cannot lead the removal elsewhere by putting a link in the place of a folder.
/// </summary>
internal static class LinuxTree
{
    /// <summary>Removes it.</summary>
    /// <exception cref="IOException">Something cannot be removed, or is mounted in it; nothing beyond a mount point is removed.</exception>
    public static void Delete(string path)
    {
        var mount = LinuxFileStatus.Read(path)?.Mount ?? throw new DirectoryNotFoundException($"{path} is not there");
        DeleteFolder(path, path, mount);
    }

    /// <param name="path">The folder as it is reached.</param>
    /// <param name="name">The folder as people know it.</param>
    /// <param name="mount">The mount that all must be on.</param>
    private static void DeleteFolder(string path, string name, ulong mount)
    {
        using (var folder = new SafeFileHandle(Libc.OpenFolder(path), ownsHandle: true))
        {
            var held = $"/proc/self/fd/{folder.DangerousGetHandle()}";
            foreach (var entry in Directory.EnumerateFileSystemEntries(held).Select(Path.GetFileName).ToList())
            {
                DeleteEntry($"{held}/{entry}", $"{name}/{entry}", mount);
            }
        }

        Try(Directory.Delete, path, name);
    }

    private static void DeleteEntry(string path, string name, ulong mount)
    {
        switch (LinuxFileStatus.Read(path))
        {
            case null:
                return;
            case { } status when status.Mount != mount:
                throw new IOException($"{name} is a mount point; unmount it first");
            case { } status when status.ToInfo().Kind == NodeFileKind.Directory:
                DeleteFolder(path, name, mount);
                break;
            default:
                Try(File.Delete, path, name);
                break;
        }
    }

    private static void Try(Action<string> delete, string path, string name)
    {
        try
        {
            delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(e.Message.Replace(path, name, StringComparison.Ordinal), e);
        }
    }
}
