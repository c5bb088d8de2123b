using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Tests.Ports.Node.Local;

/// <summary>Trees that no path reaches: deeper than a path may be long, or with names that are not text.</summary>
internal static partial class DeepTree
{
    private const int DirectoryFlags = 0x10000 | 0x80000;
    private const int ArmDirectoryFlags = 0x4000 | 0x80000;

    /// <summary>Creates nested folders.</summary>
    public static void Create(string path, int depth)
    {
        var flags = RuntimeInformation.ProcessArchitecture is System.Runtime.InteropServices.Architecture.Arm64 or System.Runtime.InteropServices.Architecture.Arm ? ArmDirectoryFlags : DirectoryFlags;
        var at = Open(-100, path, flags, 0);
        for (var level = 0; level < depth; level++)
        {
            Assert.Equal(0, MakeDirectory(at, "d", 0x1ed));
            var next = Open(at, "d", flags, 0);
            _ = Close(at);
            at = next;
        }

        _ = Close(at);
    }

    /// <summary>Creates an empty file whose name is these bytes.</summary>
    public static void CreateFile(string folder, params byte[] name)
    {
        var path = System.Text.Encoding.UTF8.GetBytes(folder + "/").Concat(name).Append((byte)0).ToArray();
        var descriptor = OpenRaw(-100, path, 0x40 | 1, 0x1a4);
        Assert.True(descriptor >= 0);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "openat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(int folder, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat")]
    private static partial int OpenRaw(int folder, byte[] name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(int folder, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, int user, int group);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string file, string name);
}
