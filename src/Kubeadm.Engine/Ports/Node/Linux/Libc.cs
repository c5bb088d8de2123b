using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>The few system calls that .NET has no API for.</summary>
internal static partial class Libc
{
    private const int OpenReadOnly = 0;
    private const int OpenCloseOnExec = 0x80000;

    // These two have other numbers on some processors: <asm/fcntl.h> of arm and ppc has its own.
    private static readonly int OpenDirectory = HasOwnFlags ? 0x4000 : 0x10000;
    private static readonly int OpenNoFollow = HasOwnFlags ? 0x8000 : 0x20000;

    private static bool HasOwnFlags =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 or Architecture.Ppc64le;

    /// <summary>Sets the owner of a file or folder. Links are followed.</summary>
    public static void ChangeOwner(string path, int userId, int groupId)
    {
        if (NativeChown(path, userId, groupId) != 0)
        {
            throw LastError($"cannot set the owner of {path}");
        }
    }

    /// <summary>Writes a folder's entries to disk, so that a rename in it outlives a crash.</summary>
    /// <remarks>Some file systems cannot do it; the content is safe all the same, so that is no error.</remarks>
    public static void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsLinux() || NativeOpen(path, OpenReadOnly | OpenCloseOnExec) is var descriptor && descriptor < 0)
        {
            return;
        }

        _ = NativeFsync(descriptor);
        _ = NativeClose(descriptor);
    }

    /// <summary>Opens a folder, and nothing that is a link to one.</summary>
    /// <returns>The descriptor.</returns>
    public static int OpenFolder(string path)
    {
        var descriptor = NativeOpen(path, OpenReadOnly | OpenCloseOnExec | OpenDirectory | OpenNoFollow);
        return descriptor >= 0 ? descriptor : throw LastError($"cannot open the folder {path}");
    }

    /// <summary>Unmounts a mount point (umount2).</summary>
    public static void Unmount(string mountPoint, int flags)
    {
        if (NativeUmount(mountPoint, flags) != 0)
        {
            throw LastError($"cannot unmount {mountPoint}");
        }
    }

    private static IOException LastError(string what)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(code)}", new Win32Exception(code));
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeChown(string path, int owner, int group);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeFsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int NativeClose(int descriptor);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeUmount(string target, int flags);
}
