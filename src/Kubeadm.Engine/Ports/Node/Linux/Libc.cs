using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>
/// The system calls that .NET has no API for: above all those that reach a file through the descriptor of its folder, so that nobody
/// can put another folder in its place. Names are bytes ended by a zero.
/// </summary>
internal static partial class Libc
{
    /// <summary>AT_FDCWD: a path is absolute, or relative to the current folder.</summary>
    public const int CurrentDirectory = -100;

    public const int NoEntry = 2;
    public const int NotPermitted = 1;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int NotEmpty = 39;
    public const int TooManyLinks = 40;
    public const int WouldBlock = 11;

    public const int OpenReadOnly = 0;
    public const int OpenWriteOnly = 1;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenExclusive = 0x80;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int OpenPath = 0x200000;

    // These two have other numbers on some processors: <asm/fcntl.h> of arm and ppc has its own.
    public static readonly int OpenDirectory = HasOwnFlags ? 0x4000 : 0x10000;
    public static readonly int OpenNoFollow = HasOwnFlags ? 0x8000 : 0x20000;

    private const int RemoveDirectoryFlag = 0x200;
    private const int EmptyPathFlag = 0x1000;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int Interrupted = 4;
    private const int KillSignal = 9;
    private const int NameTooLong = 36;

    private static readonly byte[] Nothing = [0];

    private static bool HasOwnFlags =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Armv6 or Architecture.Arm64 or Architecture.Ppc64le;

    /// <summary>The error of .NET's own kind for an error number.</summary>
    /// <param name="code">The error number.</param>
    /// <param name="shown">The path.</param>
    public static Exception Failure(int code, string shown)
    {
        var message = $"{Marshal.GetPInvokeErrorMessage(code)} : '{RawName.Show(shown)}'";
        return code switch
        {
            NotPermitted or AccessDenied => new UnauthorizedAccessException(message, new IOException(message, code)),
            NoEntry => new FileNotFoundException(message, shown),
            NameTooLong => new PathTooLongException(message),
            _ => new IOException(message, code),
        };
    }

    /// <summary>Opens a name in a folder.</summary>
    /// <returns>The descriptor, or -1; the error number is the last one of this thread.</returns>
    public static int OpenAt(int folder, byte[] name, int flags, UnixFileMode mode = 0)
    {
        int descriptor;
        do
        {
            descriptor = NativeOpenAt(folder, name, flags | OpenCloseOnExec, (uint)mode);
        }
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return descriptor;
    }

    /// <summary>Creates a folder. 0, or -1 with the error number.</summary>
    public static int MakeDirectoryAt(int folder, byte[] name, UnixFileMode mode) => NativeMkdirAt(folder, name, (uint)mode);

    /// <summary>Removes a file or link. 0, or -1 with the error number.</summary>
    public static int UnlinkAt(int folder, byte[] name) => NativeUnlinkAt(folder, name, 0);

    /// <summary>Removes an empty folder. 0, or -1 with the error number.</summary>
    public static int RemoveDirectoryAt(int folder, byte[] name) => NativeUnlinkAt(folder, name, RemoveDirectoryFlag);

    /// <summary>Renames, replacing what has the new name. 0, or -1 with the error number.</summary>
    public static int RenameAt(int oldFolder, byte[] oldName, int newFolder, byte[] newName) => NativeRenameAt(oldFolder, oldName, newFolder, newName);

    /// <summary>Sets the owner of what a descriptor holds, also of one that was opened for its path only. 0, or -1 with the error number.</summary>
    public static int ChangeOwner(int descriptor, int userId, int groupId) => NativeChownAt(descriptor, Nothing, userId, groupId, EmptyPathFlag);


    /// <summary>Reads where a link leads that a descriptor holds.</summary>
    public static string ReadLink(int descriptor, string shown)
    {
        const int LongestPath = 4096;
        var buffer = new byte[LongestPath];
        var length = NativeReadLinkAt(descriptor, Nothing, buffer, buffer.Length);
        return length >= 0 ? RawName.Decode(buffer.AsSpan(0, (int)length)) : throw Failure(Marshal.GetLastPInvokeError(), shown);
    }

    /// <summary>Writes what a descriptor holds to disk. Some file systems cannot do it for folders; the content is safe all the same, so that is no error.</summary>
    public static void Flush(int descriptor) => _ = NativeFsync(descriptor);

    /// <summary>Closes a descriptor.</summary>
    public static void Close(int descriptor) => _ = NativeClose(descriptor);

    /// <summary>Acquires an exclusive lock that goes with the open file (flock), or reports that another has it.</summary>
    /// <returns>Whether it was taken.</returns>
    public static bool TryLock(int descriptor, string shown)
    {
        if (NativeFlock(descriptor, LockExclusive | LockNonBlocking) == 0)
        {
            return true;
        }

        var code = Marshal.GetLastPInvokeError();
        return code == WouldBlock ? false : throw Failure(code, shown);
    }

    /// <summary>Kills all processes of a group. One that has ended already is no error.</summary>
    public static void KillGroup(int leader) => _ = NativeKill(-leader, KillSignal);

    /// <summary>Unmounts a mount point (umount2).</summary>
    public static void Unmount(string mountPoint, int flags)
    {
        if (NativeUmount(RawName.Encode(mountPoint), flags) != 0)
        {
            var code = Marshal.GetLastPInvokeError();
            throw new IOException($"cannot unmount {mountPoint}: {Marshal.GetPInvokeErrorMessage(code)}", new Win32Exception(code));
        }
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int NativeOpenAt(int folder, byte[] name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    private static partial int NativeMkdirAt(int folder, byte[] name, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int NativeUnlinkAt(int folder, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static partial int NativeRenameAt(int oldFolder, byte[] oldName, int newFolder, byte[] newName);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    private static partial int NativeChownAt(int folder, byte[] name, int owner, int group, int flags);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint NativeReadLinkAt(int folder, byte[] name, byte[] buffer, nint size);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int NativeFsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int NativeClose(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int NativeFlock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int NativeKill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true)]
    private static partial int NativeUmount(byte[] target, int flags);
}
