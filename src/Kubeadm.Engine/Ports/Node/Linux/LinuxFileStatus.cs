using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>What the kernel tells of a path, links not followed (statx, whose layout is the same on every architecture).</summary>
/// <param name="Mode">Type and permission bits.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Mount">What tells one mount from another: the mount's identifier, before Linux 5.8 the device's.</param>
internal readonly partial record struct LinuxFileStatus(int Mode, int UserId, int GroupId, long Length, ulong Mount)
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7ff;
    private const uint MountField = 0x1000;
    private const int BufferSize = 256;

    private const int NoEntry = 2;
    private const int NotDirectory = 20;

    /// <summary>Reads the facts of a path; null when nothing is there.</summary>
    public static LinuxFileStatus? Read(string path)
    {
        Span<byte> buffer = stackalloc byte[BufferSize];
        buffer.Clear();
        if (NativeStatx(CurrentDirectory, path, NoFollow, BasicFields | MountField, ref MemoryMarshal.GetReference(buffer)) != 0)
        {
            var code = Marshal.GetLastPInvokeError();
            return code is NoEntry or NotDirectory
                ? null
                : throw new UnauthorizedAccessException($"cannot look at {path}: {Marshal.GetPInvokeErrorMessage(code)}");
        }

        return Parse(buffer);
    }

    /// <summary>The port's view of it.</summary>
    public NodeFileInfo ToInfo()
    {
        var kind = (Mode & 0xf000) switch
        {
            0x8000 => NodeFileKind.File,
            0x4000 => NodeFileKind.Directory,
            0xa000 => NodeFileKind.Link,
            _ => NodeFileKind.Other,
        };
        return new NodeFileInfo(kind, (UnixFileMode)(Mode & 0xfff), UserId, GroupId, kind == NodeFileKind.File ? Length : 0);
    }

    private static LinuxFileStatus Parse(ReadOnlySpan<byte> buffer)
    {
        var mask = MemoryMarshal.Read<uint>(buffer);
        var device = ((ulong)MemoryMarshal.Read<uint>(buffer[136..]) << 32) | MemoryMarshal.Read<uint>(buffer[140..]);
        return new LinuxFileStatus(
            MemoryMarshal.Read<ushort>(buffer[28..]),
            MemoryMarshal.Read<int>(buffer[20..]),
            MemoryMarshal.Read<int>(buffer[24..]),
            MemoryMarshal.Read<long>(buffer[40..]),
            (mask & MountField) != 0 ? MemoryMarshal.Read<ulong>(buffer[144..]) : device);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeStatx(int directory, string path, int flags, uint mask, ref byte buffer);
}
