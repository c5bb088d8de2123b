using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Reads the names in a folder that is held open, as the bytes that they are (readdir).</summary>
internal sealed partial class FolderReader : IDisposable
{
    // struct dirent of the 64-bit interface: inode and offset of 8 bytes each, the entry's length of 2, its type of 1, the name.
    private const int TypeOffset = 18;
    private const int NameOffset = 19;
    private const byte DirectoryType = 4;

    private readonly Func<string> _shown;
    private nint _stream;

    /// <summary>Opens the folder again for reading, from its first name.</summary>
    /// <param name="folder">The folder's descriptor.</param>
    /// <param name="shown">Creates the folder's path, for the error.</param>
    public FolderReader(int folder, Func<string> shown)
    {
        _shown = shown;
        var descriptor = Libc.OpenAt(folder, [(byte)'.', 0], Libc.OpenReadOnly | Libc.OpenDirectory);
        if (descriptor < 0)
        {
            throw Libc.Failure(Marshal.GetLastPInvokeError(), shown());
        }

        _stream = NativeFdOpenDir(descriptor);
        if (_stream == 0)
        {
            var code = Marshal.GetLastPInvokeError();
            Libc.Close(descriptor);
            throw Libc.Failure(code, shown());
        }
    }

    /// <summary>The next names, without <c>.</c> and <c>..</c>; fewer than asked for at the end.</summary>
    public List<FolderEntry> Read(int most)
    {
        var entries = new List<FolderEntry>();
        while (entries.Count < most && Next() is { } entry)
        {
            if (entry.Name is not ([(byte)'.', 0] or [(byte)'.', (byte)'.', 0]))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stream != 0)
        {
            _ = NativeCloseDir(_stream);
            _stream = 0;
        }
    }

    private unsafe FolderEntry? Next()
    {
        Marshal.SetLastSystemError(0);
        var entry = Environment.Is64BitProcess ? NativeReadDir(_stream) : NativeReadDir64(_stream);
        if (entry == 0)
        {
            var code = Marshal.GetLastPInvokeError();
            return code == 0 ? null : throw Libc.Failure(code, _shown());
        }

        var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + NameOffset);
        return new FolderEntry([.. name, 0], Marshal.ReadByte(entry, TypeOffset) == DirectoryType);
    }

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static partial nint NativeFdOpenDir(int descriptor);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint NativeReadDir(nint stream);

    [LibraryImport("libc", EntryPoint = "readdir64", SetLastError = true)]
    private static partial nint NativeReadDir64(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int NativeCloseDir(nint stream);
}

/// <summary>A name in a folder.</summary>
/// <param name="Name">The name's bytes, ended by a zero.</param>
/// <param name="IsDirectory">Whether it is known to be a folder; some file systems do not tell.</param>
internal readonly record struct FolderEntry(byte[] Name, bool IsDirectory)
{
    /// <summary>The name as a string that loses no byte.</summary>
    public string Text => RawName.Decode(Name.AsSpan(..^1));
}
