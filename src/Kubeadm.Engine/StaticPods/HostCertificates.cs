using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>Which folders of certificates of the host a component sees.</summary>
internal static class HostCertificates
{
    private const string SystemFolder = "/etc/ssl/certs";

    /// <summary>Where distributions keep what <c>/etc/ssl/certs</c> links to.</summary>
    private static readonly string[] LinkedFolders =
        ["/etc/pki/ca-trust", "/etc/pki/tls/certs", "/etc/ca-certificates", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates"];

    /// <summary>Adds the host's trusted authorities: the usual folder always, the linked ones where they are.</summary>
    public static HostPathVolumes AddTrustedAuthorities(this HostPathVolumes volumes, INodeFileSystem files)
    {
        volumes.Add("ca-certs", SystemFolder, HostPathVolumes.DirectoryOrCreate);
        foreach (var folder in LinkedFolders.Where(folder => files.DirectoryExists(folder) || files.FileExists(folder)))
        {
            volumes.Add(folder[1..].Replace('/', '-'), folder, HostPathVolumes.DirectoryOrCreate);
        }

        return volumes;
    }

    /// <summary>Adds the folders of an external etcd's certificates that are not visible by other mounts.</summary>
    public static HostPathVolumes AddExternalEtcd(this HostPathVolumes volumes, ExternalEtcd etcd, string certificatesDirectory)
    {
        SortedSet<string> folders = new(StringComparer.Ordinal);
        string[] visible = [.. LinkedFolders, SystemFolder, certificatesDirectory];
        foreach (var file in new[] { etcd.CaFile, etcd.CertFile, etcd.KeyFile })
        {
            var folder = UnixPath.DirectoryOf(file);
            if (folder == "." || visible.Any(prefix => folder.StartsWith(prefix, StringComparison.Ordinal)))
            {
                continue;
            }

            var isCovered = folders.Any(other => folder.StartsWith(other, StringComparison.Ordinal) && !other.StartsWith(folder, StringComparison.Ordinal));
            folders.RemoveWhere(other => other.StartsWith(folder, StringComparison.Ordinal));
            if (!isCovered)
            {
                folders.Add(folder);
            }
        }

        foreach (var (folder, index) in folders.Select((folder, index) => (folder, index)))
        {
            volumes.Add($"etcd-certs-{index}", folder, HostPathVolumes.DirectoryOrCreate);
        }

        return volumes;
    }
}
