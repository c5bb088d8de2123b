using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The rules for kubeconfigs that are there already.</summary>
internal sealed class KubeconfigChecks(INodeFileSystem files)
{
    private readonly List<string> _warnings = [];

    /// <summary>What a person should know about the files that were looked at.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Fails unless the file trusts one of the authorities in its current context; warns where its server is another.</summary>
    /// <param name="path">The file, which is there.</param>
    /// <param name="authorities">The certificates of the cluster's authority.</param>
    /// <param name="server">The server that a new file would have.</param>
    public void Require(string path, IReadOnlyList<X509Certificate2> authorities, string server)
    {
        var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
        if (!file.Contexts.ContainsKey(file.CurrentContext))
        {
            throw KubeconfigErrors.NoContext(path, file.CurrentContext);
        }

        var cluster = file.CurrentCluster ?? throw KubeconfigErrors.NoClusterOfContext(path, file.CurrentContext);
        var trusted = CertificatePem.Read(AuthorityOf(cluster, path), $"{path}: certificate-authority-data")[0];
        if (!authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(trusted.RawDataMemory.Span)))
        {
            throw KubeconfigErrors.OtherAuthority(path);
        }

        if (cluster.Server != server)
        {
            _warnings.Add($"{path} is kept, but its server is {cluster.Server}, not {server}");
        }
    }

    private byte[] AuthorityOf(KubeconfigCluster cluster, string path)
    {
        if (Encoding.Latin1.GetString(cluster.CertificateAuthorityData).AsSpan().Trim().Length > 0)
        {
            return cluster.CertificateAuthorityData;
        }

        return cluster.CertificateAuthority.Length > 0 && files.FileExists(cluster.CertificateAuthority)
            ? files.ReadAllBytes(cluster.CertificateAuthority)
            : throw KubeconfigErrors.NoAuthority(path);
    }
}
