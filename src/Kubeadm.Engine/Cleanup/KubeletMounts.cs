using System.ComponentModel;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Cleanup;

/// <summary>Unmounts what the kubelet mounted for Pods: their volumes, their projected secrets.</summary>
public sealed class KubeletMounts(INodeSystem system)
{
    private const int InvalidArgument = 22;

    /// <summary>The kernel's numbers (umount2(2)) for the words of <c>unmountFlags</c>.</summary>
    private static readonly Dictionary<string, int> Flags = new(StringComparer.Ordinal)
    {
        ["MNT_FORCE"] = 1,
        ["MNT_DETACH"] = 2,
        ["MNT_EXPIRE"] = 4,
        ["UMOUNT_NOFOLLOW"] = 8,
    };

    /// <summary>The number for words of <c>unmountFlags</c>, which are known to be valid.</summary>
    public static int Number(IEnumerable<string> words) => words.Aggregate(0, (sum, word) => sum | Flags[word]);

    /// <summary>Unmounts everything below a folder, the deepest first. The folder's own mount stays: it may be a disk of its own.</summary>
    /// <param name="folder">The folder, its links followed.</param>
    /// <param name="flags">How, as a number of the kernel's.</param>
    public CleanupResult UnmountBelow(string folder, int flags)
    {
        var changes = new List<Change>();
        var failures = new List<Leftover>();
        foreach (var mount in system.MountsBelow(folder).Where(mount => mount != folder.TrimEnd('/')))
        {
            try
            {
                system.Unmount(mount, flags);
                changes.Add(new Change(ChangeKind.Mount, mount, ChangeAction.Delete));
            }
            catch (IOException e) when (e.InnerException is Win32Exception { NativeErrorCode: InvalidArgument })
            {
                // A mount that is shared goes with its peer: it was listed, and is there no more.
            }
            catch (IOException e)
            {
                failures.Add(new Leftover(mount, e.Message));
            }
        }

        return new CleanupResult(changes, failures);
    }
}
