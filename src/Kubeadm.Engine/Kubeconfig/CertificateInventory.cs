using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>All certificates that kubeadm looks after: those in their folder and those in kubeconfigs.</summary>
/// <remarks>The kubelet's are not among them: the kubelet renews them itself (<see cref="KubeletCertificates"/>).</remarks>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that the residual time counts from.</param>
public sealed class CertificateInventory(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>The kubeconfigs whose credentials are looked after.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["admin.conf", "super-admin.conf", "controller-manager.conf", "scheduler.conf"];

    private readonly CertificateReader _reader = new(files, clock);

    /// <summary>Leaves, then authorities, each sorted by name as kubeadm lists them. One that cannot be read has a <see cref="KubeCertificate.Problem"/>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="directory">The folder of kubeconfigs.</param>
    public IReadOnlyList<KubeCertificate> Read(ClusterConfiguration cluster, string directory) =>
    [
        .. _reader.Read(cluster)
            .Concat(FileNames.Select(name => ReadKubeconfig(name, cluster, directory)))
            .OrderBy(info => info.IsAuthority)
            .ThenBy(info => info.Name, StringComparer.Ordinal),
    ];

    /// <summary>What is to know about the client certificate of one kubeconfig.</summary>
    internal KubeCertificate ReadKubeconfig(string fileName, ClusterConfiguration cluster, string directory)
    {
        var path = $"{directory}/{fileName}";
        var info = new KubeCertificate
        {
            Name = fileName,
            Path = path,
            KeyPath = path,
            AuthorityName = CertificateCatalog.ClusterAuthority,
            IsMissing = !files.FileExists(path),
            ExternallyManaged = new ExternalAuthorities(files, clock).IsExternal(cluster, CertificateCatalog.ClusterAuthority),
        };
        return info.IsMissing ? info : UnreadableCertificate.Guard(info, () =>
        {
            var pem = KubeconfigFile.Parse(files.ReadAllBytes(path), path).CurrentUser?.ClientCertificateData ?? [];
            using var certificate = CertificatePem.Read(pem, $"{path}: client-certificate-data")[0];
            return _reader.Describe(info, certificate);
        });
    }
}
