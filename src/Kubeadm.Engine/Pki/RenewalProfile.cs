using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Pki;

/// <summary>What a certificate takes over from the one that it replaces.</summary>
/// <remarks>
/// kubeadm's rule: the common name, the organizations, the names and the usages are those of the old certificate, whatever the
/// configuration says by now; the algorithm of the key and the validity are the configuration's.
/// </remarks>
internal static class RenewalProfile
{
    /// <summary>Usages that Go's crypto/x509 knows. kubeadm loses all others when it renews, and so they are not kept here either.</summary>
    private static readonly HashSet<string> KnownUsages =
    [
        "2.5.29.37.0",
        .. Enumerable.Range(1, 9).Select(number => $"1.3.6.1.5.5.7.3.{number}"),
        "1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.2.1.22", "1.3.6.1.4.1.311.61.1.1",
    ];

    /// <summary>The profile of the certificate that replaces another.</summary>
    /// <param name="name">The credential's name, for errors.</param>
    /// <param name="old">The certificate that is replaced.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="now">The time from which validity counts.</param>
    /// <exception cref="KubeadmException"><c>InvalidCertificate</c>: it has no common name, or no usage.</exception>
    public static CertificateProfile Of(string name, X509Certificate2 old, ClusterConfiguration cluster, DateTimeOffset now)
    {
        var names = AlternativeNames.Of(old);
        var usages = old.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>()).Select(usage => usage.Value!).Where(KnownUsages.Contains).ToList();
        return new CertificateProfile
        {
            CommonName = DistinguishedName.CommonName(old.SubjectName) is { Length: > 0 } commonName ? commonName : throw PkiErrors.NothingToKeep(name, "common name"),
            Organizations = DistinguishedName.Organizations(old.SubjectName),
            UsageIdentifiers = usages.Count > 0 ? usages : throw PkiErrors.NothingToKeep(name, "extended key usage"),
            Names = AlternativeNames.Normalize(names.DnsNames, names.Addresses),
            NotBefore = now - CertificateCatalog.Backdate,
            NotAfter = CertificateCatalog.LeafEnd(cluster, now),
            Algorithm = KeyAlgorithms.Of(cluster),
        };
    }
}
