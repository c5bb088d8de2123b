using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>Works on a folder and all that is in it. Links in it are themselves meant, never what they lead to; nothing beyond a mount point is touched.</summary>
internal static class LinuxTree
{
    // What is removed is read piece by piece, so that a folder of any size takes little memory.
    private const int NamesAtOnce = 4096;

    // A folder into which others keep writing is given up after some rounds.
    private const int MostRounds = 5;

    /// <summary>Removes a folder with all that is in it.</summary>
    /// <param name="folder">The folder in which it stands.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the removal between two files.</param>
    /// <exception cref="IOException">Something cannot be removed, or is mounted in it or on it.</exception>
    public static void Delete(LinuxFolder folder, byte[] name, CancellationToken cancellationToken)
    {
        using var walk = new TreeWalk(folder, folder.Mount);
        if (!walk.TryEnter(name))
        {
            throw new IOException($"{folder.PathOf(name)} is not a folder any more");
        }

        while (walk.Current is { } level)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (level.TryTake(out var entry))
            {
                DeleteEntry(walk, level, entry);
            }
            else if (level.MayHaveMore)
            {
                level.Read(NamesAtOnce, () => walk.PathOf([]));
            }
            else
            {
                DeleteEmptied(walk, level);
            }
        }
    }

    /// <summary>Sets the owner of a folder and of all that is in it.</summary>
    /// <param name="folder">The folder in which it stands.</param>
    /// <param name="name">Its name.</param>
    /// <param name="userId">The user.</param>
    /// <param name="groupId">The group.</param>
    public static void SetOwner(LinuxFolder folder, byte[] name, int userId, int groupId)
    {
        using var walk = new TreeWalk(folder);
        if (!walk.TryEnter(name))
        {
            throw new IOException($"{folder.PathOf(name)} is not a folder any more");
        }

        while (walk.Current is { } level)
        {
            if (level.Reads == 0)
            {
                LinuxOwner.Set(level.Descriptor, userId, groupId, () => walk.PathOf([]));
                level.Read(int.MaxValue, () => walk.PathOf([]));
            }
            else if (!level.TryTake(out var entry))
            {
                walk.OpenAbove();
                walk.Leave();
            }
            else if (!walk.TryEnter(entry.Name))
            {
                using var held = LinuxOwner.Hold(level.Descriptor, entry.Name, () => walk.PathOf(entry.Name));
                if (held is not null)
                {
                    LinuxOwner.Set((int)held.DangerousGetHandle(), userId, groupId, () => walk.PathOf(entry.Name));
                }
            }
        }
    }

    private static void DeleteEntry(TreeWalk walk, TreeLevel level, FolderEntry entry)
    {
        if (entry.IsDirectory && walk.TryEnter(entry.Name))
        {
            return;
        }

        if (Libc.UnlinkAt(level.Descriptor, entry.Name) == 0)
        {
            return;
        }

        var code = Marshal.GetLastPInvokeError();
        if (code == Libc.NoEntry || (code == Libc.IsDirectory && walk.TryEnter(entry.Name)))
        {
            return;
        }

        throw code == Libc.Busy
            ? new IOException($"{RawName.Show(walk.PathOf(entry.Name))} is a mount point; unmount it first")
            : Libc.Failure(code, walk.PathOf(entry.Name));
    }

    private static void DeleteEmptied(TreeWalk walk, TreeLevel level)
    {
        if (Libc.RemoveDirectoryAt(walk.OpenAbove(), level.Name) == 0 || Marshal.GetLastPInvokeError() is var code && code == Libc.NoEntry)
        {
            walk.Leave();
            return;
        }

        if (code != Libc.NotEmpty || level.Reads >= MostRounds)
        {
            throw Libc.Failure(code, walk.PathOf([]));
        }

        level.Read(NamesAtOnce, () => walk.PathOf([]));
    }
}
