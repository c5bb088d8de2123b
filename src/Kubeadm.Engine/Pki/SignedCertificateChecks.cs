using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>What a certificate that came back from an authority elsewhere has to be before it may take its place.</summary>
/// <param name="files">The node's files.</param>
/// <param name="certificatesDir">The folder with the certificates of the authorities.</param>
/// <param name="clock">The time at which it must be valid.</param>
public sealed class SignedCertificateChecks(INodeFileSystem files, string certificatesDir, TimeProvider clock)
{
    private const string AnyUsage = "2.5.29.37.0";

    /// <summary>Signatures over MD5 and SHA-1, with RSA and ECDSA. Go, and with it Kubernetes, refuses them.</summary>
    private static readonly HashSet<string> BrokenSignatures = ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1"];

    /// <summary>All that is wrong with a certificate; nothing when it may be used.</summary>
    /// <param name="certificate">The certificate; its key is that of the request.</param>
    /// <param name="intermediates">Certificates that came with it.</param>
    /// <param name="request">The request.</param>
    public IEnumerable<CertificateProblem> Check(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, PendingRequest request)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(request);
        return AgainstRequest(certificate, request).Concat(Usages(certificate, request))
            .Select(message => new CertificateProblem(message, $"Have {request.Path} signed again."))
            .Concat(Validity(certificate, intermediates, request));
    }

    private static IEnumerable<string> AgainstRequest(X509Certificate2 certificate, PendingRequest request)
    {
        if (CertificateChecks.IsAuthority(certificate))
        {
            yield return "it is the certificate of an authority (CA:TRUE)";
        }

        if (!DistinguishedName.SaySame(certificate.SubjectName, request.Subject))
        {
            yield return $"its subject is \"{certificate.Subject}\", not \"{request.Subject.Name}\"";
        }

        var missing = CertificateChecks.MissingNames(certificate, request.Names).ToList();
        if (missing.Count > 0)
        {
            yield return $"it is not valid for {string.Join(", ", missing)}";
        }

        if (BrokenSignatures.Contains(certificate.SignatureAlgorithm.Value ?? ""))
        {
            yield return $"its signature is {certificate.SignatureAlgorithm.FriendlyName}, which Kubernetes does not accept";
        }
    }

    /// <summary>The usages of kubeadm's own certificates. A key that is not RSA enciphers no other key (RFC 8813), so that none need say it does.</summary>
    private static IEnumerable<string> Usages(X509Certificate2 certificate, PendingRequest request)
    {
        var usages = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None;
        if (!usages.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            yield return "its key usage lacks digitalSignature";
        }

        if (request.IsRsa && !usages.HasFlag(X509KeyUsageFlags.KeyEncipherment))
        {
            yield return "its key usage lacks keyEncipherment";
        }

        foreach (var (usage, identifier, name) in new[]
        {
            (CertificateUsages.Server, CertificateChecks.ServerAuthentication, "serverAuth"),
            (CertificateUsages.Client, CertificateChecks.ClientAuthentication, "clientAuth"),
        })
        {
            if (request.Usages.HasFlag(usage) && !CertificateChecks.HasExtendedUsage(certificate, identifier) && !CertificateChecks.HasExtendedUsage(certificate, AnyUsage))
            {
                yield return $"its extended key usage lacks {name}";
            }
        }
    }

    private IEnumerable<CertificateProblem> Validity(
        X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, PendingRequest request)
    {
        var now = clock.GetUtcNow();
        var period = CertificateChecks.PeriodProblem(certificate, now);
        if (period is not null)
        {
            yield return new($"it {period}", $"Have {request.Path} signed again, and see to it that this machine's clock is right.");
        }

        var spec = CertificateCatalog.Find(request.AuthorityName);
        var store = new CertificateStore(files, certificatesDir);
        var path = store.CertificatePath(spec.BaseName);
        if (!store.HasCertificate(spec.BaseName))
        {
            yield return new($"the certificate of its authority is not there to check it by: {path}", $"Put the certificate of {spec.Name} in its place first.");
            yield break;
        }

        using var authority = store.ReadCertificate(spec.BaseName);
        if (CertificateChecks.PeriodProblem(authority, now) is { } problem)
        {
            yield return new($"the certificate of its authority, {path}, {problem}", $"Put a valid certificate of {spec.Name} in its place first.");
        }
        else if (!CertificateChecks.IsIssuedBy(certificate, intermediates, authority, period is null ? now : TimeWithin(certificate)))
        {
            yield return new(
                $"it is not issued by the authority in {path}",
                $"Have {request.Path} signed by that authority. Where an intermediate authority signed it, put the certificates up to that of {path} after it in the same file.");
        }
    }

    private static DateTimeOffset TimeWithin(X509Certificate2 certificate) =>
        certificate.NotBefore.ToUniversalTime() + ((certificate.NotAfter - certificate.NotBefore) / 2);
}
