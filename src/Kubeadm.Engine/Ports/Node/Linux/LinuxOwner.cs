using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Changes the owner of files: always what a descriptor holds and was looked at, never what a path leads to by then.</summary>
internal static class LinuxOwner
{
    /// <summary>Opens a name in a folder, a link itself; null when it is not there.</summary>
    public static SafeFileHandle? Hold(int folder, byte[] name, Func<string> shown)
    {
        var descriptor = Libc.OpenAt(folder, name, Libc.OpenPath | Libc.OpenNoFollow);
        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        var code = Marshal.GetLastPInvokeError();
        return code == Libc.NoEntry ? null : throw Libc.Failure(code, shown());
    }

    /// <summary>Sets the owner of what a descriptor holds.</summary>
    /// <exception cref="IOException">
    /// It is a file with several names that belongs to another: whoever may write to a folder may link files of others into it, and
    /// those would be given away.
    /// </exception>
    public static void Set(int descriptor, int userId, int groupId, Func<string> shown)
    {
        var status = LinuxFileStatus.Of(descriptor, shown);
        if ((status.UserId, status.GroupId) == (userId, groupId))
        {
            return;
        }

        if (status is { Kind: NodeFileKind.File, Names: > 1 } && status.UserId != userId)
        {
            throw new IOException($"{RawName.Show(shown())} has other names (hard links), which would get another owner too");
        }

        if (Libc.ChangeOwner(descriptor, userId, groupId) != 0)
        {
            throw Libc.Failure(Marshal.GetLastPInvokeError(), shown());
        }
    }
}
