using System.Text;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.SystemVerification;

/// <summary>Where and in which version control groups are mounted.</summary>
/// <param name="Path">The mount point.</param>
/// <param name="IsV2">Whether they are of version 2.</param>
internal sealed record CgroupMount(string Path, bool IsV2)
{
    private const string Usual = "/sys/fs/cgroup";

    /// <summary>
    /// Finds the mount: what is at the usual place decides; else the first of version 2, else the first of version 1. Null when
    /// there is none.
    /// </summary>
    public static CgroupMount? Find(INodeFileSystem files)
    {
        if (!files.FileExists("/proc/mounts"))
        {
            return null;
        }

        var mounts = Encoding.UTF8.GetString(files.ReadAllBytes("/proc/mounts"))
            .Split('\n')
            .Where(line => line.Contains("cgroup", StringComparison.Ordinal))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length >= 3)
            .Select(fields => (Path: fields[1], Type: fields[2]))
            .ToList();
        return mounts.Select(mount => mount switch
            {
                // A tmpfs there holds the controllers' own mounts, which is how version 1 is laid out.
                (Usual, "tmpfs") => new CgroupMount(Usual, !files.DirectoryExists(Usual + "/memory")),
                (Usual, var type) => new CgroupMount(Usual, type == "cgroup2"),
                (var path, "cgroup2") => new CgroupMount(path, true),
                _ => null,
            })
            .FirstOrDefault(mount => mount is not null)
            ?? mounts.Where(mount => mount.Type == "cgroup").Select(mount => new CgroupMount(mount.Path, false)).FirstOrDefault();
    }
}
