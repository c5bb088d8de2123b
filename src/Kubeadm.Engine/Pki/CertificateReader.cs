using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>Reads what certificates are on the node and how long they last.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that the residual time counts from.</param>
public sealed class CertificateReader(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>The cluster's certificates: leaves, then authorities, each sorted by name as kubeadm lists them.</summary>
    public IReadOnlyList<CertificateInfo> Read(ClusterConfiguration cluster) =>
    [
        .. CertificateCatalog.For(cluster)
            .OrderBy(spec => spec.IsAuthority)
            .ThenBy(spec => spec.Name, StringComparer.Ordinal)
            .Select(spec => Read(spec, cluster)),
    ];

    /// <summary>What is to know about one certificate.</summary>
    public CertificateInfo Read(CertificateSpec spec, ClusterConfiguration cluster)
    {
        var store = new CertificateStore(files, cluster.CertificatesDir);
        var info = new CertificateInfo
        {
            Name = spec.Name,
            Path = store.CertificatePath(spec.BaseName),
            AuthorityName = spec.AuthorityName,
            IsMissing = !store.HasCertificate(spec.BaseName),
            ExternallyManaged = new ExternalAuthorities(files, clock).IsExternal(cluster, spec.AuthorityName ?? spec.Name),
        };
        if (info.IsMissing)
        {
            return info;
        }

        using var certificate = store.ReadCertificate(spec.BaseName);
        return Describe(info, certificate);
    }

    /// <summary>Fills in what the certificate itself says.</summary>
    internal CertificateInfo Describe(CertificateInfo info, X509Certificate2 certificate)
    {
        var notAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        return info with
        {
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            Names = AlternativeNames.Of(certificate),
            NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            NotAfter = notAfter,
            ResidualTime = notAfter - clock.GetUtcNow(),
        };
    }
}
