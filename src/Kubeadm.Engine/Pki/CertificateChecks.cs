using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Pki;

/// <summary>What can be asked of a certificate.</summary>
public static class CertificateChecks
{
    internal const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    internal const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Whether the certificate is an authority's.</summary>
    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority == true;

    /// <summary>Whether the certificate may serve TLS.</summary>
    public static bool IsServing(X509Certificate2 certificate) =>
        HasExtendedUsage(certificate, ServerAuthentication);

    /// <summary>Whether the certificate names an extended key usage.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="identifier">The usage's object identifier.</param>
    internal static bool HasExtendedUsage(X509Certificate2 certificate, string identifier) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Any(usage => usage.Value == identifier);

    /// <summary>What is wrong with the certificate's validity at a time, or null.</summary>
    public static string? PeriodProblem(X509Certificate2 certificate, DateTimeOffset now)
    {
        var (from, to) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        return now.UtcDateTime < from ? $"is not valid before {from:u}" : now.UtcDateTime > to ? $"expired at {to:u}" : null;
    }

    /// <summary>
    /// Whether the certificate was issued by the authority, directly or through the intermediates, and all of the chain is valid now.
    /// The authority is trusted as it stands, also where it is an intermediate one itself.
    /// </summary>
    public static bool IsIssuedBy(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> intermediates, X509Certificate2 authority, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.ExtraStore.AddRange(intermediates.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;

        // Lets a chain pass that does not end in a self-signed certificate; that it holds the authority is asked for below.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        try
        {
            return chain.Build(certificate)
                && chain.ChainElements.Any(element => element.Certificate.RawDataMemory.Span.SequenceEqual(authority.RawDataMemory.Span));
        }
        catch (CryptographicException)
        {
            // What the platform cannot make a chain of was not issued by the authority.
            return false;
        }
    }

    /// <summary>The first of the wanted names that the certificate is not valid for, or null when it is for all.</summary>
    public static string? MissingName(X509Certificate2 certificate, AlternativeNames wanted) => MissingNames(certificate, wanted).FirstOrDefault();

    /// <summary>The wanted names that the certificate is not valid for.</summary>
    public static IEnumerable<string> MissingNames(X509Certificate2 certificate, AlternativeNames wanted)
    {
        var present = AlternativeNames.Of(certificate);
        return wanted.DnsNames.Where(name => !present.DnsNames.Any(pattern => Matches(pattern, name)))
            .Concat(wanted.Addresses.Where(address => !present.Addresses.Contains(address)).Select(address => address.ToString()));
    }

    /// <summary>Fails when the key is not the certificate's.</summary>
    /// <exception cref="KubeadmException">With the identifier <c>KeyMismatch</c>.</exception>
    public static void RequireMatchingKey(X509Certificate2 certificate, AsymmetricAlgorithm key, string name)
    {
        if (!certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
        {
            throw PkiErrors.KeyMismatch(name);
        }
    }

    /// <summary>RFC 6125: a star stands for the whole of the first label.</summary>
    private static bool Matches(string pattern, string name)
    {
        pattern = pattern.TrimEnd('.');
        name = name.TrimEnd('.');
        if (string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && pattern.StartsWith("*.", StringComparison.Ordinal)
            && string.Equals(pattern[1..], name[dot..], StringComparison.OrdinalIgnoreCase);
    }
}
