using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>Reads what certificates are on the node and how long they last.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that the residual time counts from.</param>
public sealed class CertificateReader(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>
    /// The cluster's certificates: leaves, then authorities, each sorted by name as kubeadm lists them. One that cannot be read
    /// has a <see cref="KubeCertificate.Problem"/>.
    /// </summary>
    public IReadOnlyList<KubeCertificate> Read(ClusterConfiguration cluster) =>
    [
        .. CertificateCatalog.For(cluster)
            .OrderBy(spec => spec.IsAuthority)
            .ThenBy(spec => spec.Name, StringComparer.Ordinal)
            .Select(spec => UnreadableCertificate.Guard(Expect(spec, cluster), () => Read(spec, cluster))),
    ];

    /// <summary>What is to know about one certificate.</summary>
    public KubeCertificate Read(CertificateSpec spec, ClusterConfiguration cluster)
    {
        var info = Expect(spec, cluster);
        if (info.IsMissing)
        {
            return info;
        }

        using var certificate = new CertificateStore(files, cluster.CertificatesDir).ReadCertificate(spec.BaseName);
        return Describe(info, certificate);
    }

    /// <summary>What is known of a certificate before its file is opened.</summary>
    private KubeCertificate Expect(CertificateSpec spec, ClusterConfiguration cluster)
    {
        var store = new CertificateStore(files, cluster.CertificatesDir);
        return new KubeCertificate
        {
            Name = spec.Name,
            Path = store.CertificatePath(spec.BaseName),
            KeyPath = store.KeyPath(spec.BaseName),
            AuthorityName = spec.AuthorityName,
            IsAuthority = spec.IsAuthority,
            IsMissing = !store.HasCertificate(spec.BaseName),
            ExternallyManaged = new ExternalAuthorities(files, clock).IsExternal(cluster, spec.AuthorityName ?? spec.Name),
        };
    }

    /// <summary>What is to know about the key pair of the service accounts. Without its public half, that of the private key counts.</summary>
    public KubeCertificate ReadServiceAccount(ClusterConfiguration cluster)
    {
        const string name = CertificateCatalog.ServiceAccount;
        var store = new CertificateStore(files, cluster.CertificatesDir);
        var pair = new KubeCertificate
        {
            Name = name,
            Path = store.PublicKeyPath(name),
            KeyPath = store.KeyPath(name),
            IsMissing = !store.HasKey(name) && !store.HasPublicKey(name),
            ExternallyManaged = new ExternalAuthorities(files, clock).IsExternal(cluster, CertificateCatalog.ClusterAuthority),
        };
        if (pair.IsMissing)
        {
            return pair;
        }

        using var key = store.HasPublicKey(name) ? store.ReadPublicKey(name) : store.ReadKey(name);
        return pair with
        {
            KeyAlgorithm = KeyAlgorithms.NameOf(key),
            KeySize = key.KeySize,
            PublicKeyHash = PublicKeyPin.Of(key.ExportSubjectPublicKeyInfo()),
        };
    }

    /// <summary>Fills in what the certificate itself says.</summary>
    internal KubeCertificate Describe(KubeCertificate info, X509Certificate2 certificate)
    {
        var notAfter = certificate.NotAfter.ToUniversalTime();
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)certificate.GetRSAPublicKey() ?? certificate.GetECDsaPublicKey();
        return info with
        {
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            Names = [.. AlternativeNames.Of(certificate)],
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = notAfter,
            ResidualTime = notAfter - clock.GetUtcNow().UtcDateTime,
            KeyAlgorithm = key is null ? certificate.PublicKey.Oid.FriendlyName ?? "" : KeyAlgorithms.NameOf(key),
            KeySize = key?.KeySize,
            Thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
            PublicKeyHash = PublicKeyPin.Of(certificate),
        };
    }
}
