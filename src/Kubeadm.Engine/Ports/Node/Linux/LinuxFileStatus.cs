using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>What the kernel tells of a file, links not followed (statx, whose layout is the same on every architecture).</summary>
/// <param name="Mode">Type and permission bits.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Names">How many names (hard links) it has.</param>
/// <param name="Device">The file system's device.</param>
/// <param name="Inode">Its number on that file system.</param>
/// <param name="Mount">What tells one mount from another: the mount's identifier, before Linux 5.8 the device's.</param>
internal readonly partial record struct LinuxFileStatus(
    int Mode, int UserId, int GroupId, long Length, uint Names, ulong Device, ulong Inode, ulong Mount)
{
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7ff;
    private const uint MountField = 0x1000;
    private const int BufferSize = 256;

    private static readonly byte[] Nothing = [0];

    /// <summary>What kind of thing it is.</summary>
    public NodeFileKind Kind => (Mode & 0xf000) switch
    {
        0x8000 => NodeFileKind.File,
        0x4000 => NodeFileKind.Directory,
        0xa000 => NodeFileKind.Link,
        _ => NodeFileKind.Other,
    };

    /// <summary>Whether it is a pipe with a name.</summary>
    public bool IsPipe => (Mode & 0xf000) == 0x1000;

    /// <summary>Reads the facts of a path; null when nothing is there.</summary>
    public static LinuxFileStatus? Read(string path) => Read(Libc.CurrentDirectory, RawName.Encode(path), path);

    /// <summary>Reads the facts of a name in a folder; null when nothing is there.</summary>
    /// <param name="folder">The folder's descriptor.</param>
    /// <param name="name">The name, ended by a zero.</param>
    /// <param name="shown">The path, for the error.</param>
    public static LinuxFileStatus? Read(int folder, byte[] name, string shown)
    {
        Span<byte> buffer = stackalloc byte[BufferSize];
        buffer.Clear();
        if (NativeStatx(folder, name, NoFollow, BasicFields | MountField, ref MemoryMarshal.GetReference(buffer)) != 0)
        {
            var code = Marshal.GetLastPInvokeError();
            return code is Libc.NoEntry or Libc.NotDirectory
                ? null
                : throw new UnauthorizedAccessException($"cannot look at {shown}: {Marshal.GetPInvokeErrorMessage(code)}");
        }

        return Parse(buffer);
    }

    /// <summary>Reads the facts of what a descriptor holds.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="shown">Creates the path, for the error: that of a deep folder takes long to assemble.</param>
    public static LinuxFileStatus Of(int descriptor, Func<string> shown)
    {
        Span<byte> buffer = stackalloc byte[BufferSize];
        buffer.Clear();
        return NativeStatx(descriptor, Nothing, EmptyPath, BasicFields | MountField, ref MemoryMarshal.GetReference(buffer)) == 0
            ? Parse(buffer)
            : throw Libc.Failure(Marshal.GetLastPInvokeError(), shown());
    }

    /// <summary>Whether both are facts of the same file.</summary>
    public bool IsSame(LinuxFileStatus other) => (Device, Inode) == (other.Device, other.Inode);

    /// <summary>The port's view of it.</summary>
    public NodeFileInfo ToInfo() => new(Kind, (UnixFileMode)(Mode & 0xfff), UserId, GroupId, Kind == NodeFileKind.File ? Length : 0);

    private static LinuxFileStatus Parse(ReadOnlySpan<byte> buffer)
    {
        var mask = MemoryMarshal.Read<uint>(buffer);
        var device = ((ulong)MemoryMarshal.Read<uint>(buffer[136..]) << 32) | MemoryMarshal.Read<uint>(buffer[140..]);
        return new LinuxFileStatus(
            MemoryMarshal.Read<ushort>(buffer[28..]),
            MemoryMarshal.Read<int>(buffer[20..]),
            MemoryMarshal.Read<int>(buffer[24..]),
            MemoryMarshal.Read<long>(buffer[40..]),
            MemoryMarshal.Read<uint>(buffer[16..]),
            device,
            MemoryMarshal.Read<ulong>(buffer[32..]),
            (mask & MountField) != 0 ? MemoryMarshal.Read<ulong>(buffer[144..]) : device);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int NativeStatx(int directory, byte[] path, int flags, uint mask, ref byte buffer);
}
