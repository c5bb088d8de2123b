using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>A lock on Linux: an open file with flock on it, which the kernel lets go with the process. The file tells who has it.</summary>
internal sealed class LinuxLock : IDisposable
{
    private const int LongestNote = 4096;

    private readonly LinuxFolder _folder;
    private readonly byte[] _name;
    private readonly SafeFileHandle _file;

    private LinuxLock(LinuxFolder folder, byte[] name, SafeFileHandle file) => (_folder, _name, _file) = (folder, name, file);

    /// <summary>Acquires the lock. The file is its owner's alone: others could else hold the lock without having anything to do here.</summary>
    public static LinuxLock Take(string folder, string name, LockHolder holder)
    {
        var held = LinuxFolder.OpenOrCreate(folder, NodeFileModes.PrivateDirectory);
        SafeFileHandle? file = null;
        try
        {
            var raw = RawName.Encode(name + ".lock");
            do
            {
                file?.Dispose();
                file = Open(held, raw);
                if (!Libc.TryLock((int)file.DangerousGetHandle(), held.PathOf(raw)))
                {
                    throw LockErrors.NodeLocked(Read(file), holder.Command);
                }
            }
            while (!IsStill(held, raw, file));
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, holder.ToBytes(), fileOffset: 0);
            return new LinuxLock(held, raw, file);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Removes the file while the lock still holds, then lets go.</summary>
    public void Dispose()
    {
        _ = Libc.UnlinkAt(_folder.Descriptor, _name);
        _file.Dispose();
        _folder.Dispose();
    }

    private static SafeFileHandle Open(LinuxFolder folder, byte[] name)
    {
        const int flags = Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenNonBlocking;
        var descriptor = Libc.OpenAt(folder.Descriptor, name, flags | Libc.OpenNoFollow, NodeFileModes.PrivateFile);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw FileErrors.CannotWrite(folder.PathOf(name), Libc.Failure(Marshal.GetLastPInvokeError(), folder.PathOf(name)));
    }

    /// <summary>Whether the file that was locked is the one that others find; its last holder may have removed it just before.</summary>
    private static bool IsStill(LinuxFolder folder, byte[] name, SafeFileHandle file) =>
        folder.Stat(name) is { } found && found.IsSame(LinuxFileStatus.Of((int)file.DangerousGetHandle(), () => folder.PathOf(name)));

    private static LockHolder? Read(SafeFileHandle file)
    {
        var buffer = new byte[LongestNote];
        return LockHolder.Parse(buffer.AsSpan(0, RandomAccess.Read(file, buffer, fileOffset: 0)));
    }
}
