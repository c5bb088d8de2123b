using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>Makes certificates and requests whose structure is that of kubeadm's: the same extensions in the same order.</summary>
public static class CertificateBuilder
{
    private const X509KeyUsageFlags LeafUsage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment;

    /// <summary>Makes a self-signed authority. Its common name also stands as a DNS name in it.</summary>
    public static X509Certificate2 CreateAuthority(CertificateProfile profile, AsymmetricAlgorithm key)
    {
        var subject = DistinguishedNameEncoder.Encode(profile.CommonName, profile.Organizations);
        var request = new CertificateRequest(subject, new PublicKey(key), HashFor(key));
        var names = profile.CommonName.Length > 0 ? new AlternativeNames([profile.CommonName], []) : AlternativeNames.None;

        request.CertificateExtensions.Add(new X509KeyUsageExtension(LeafUsage | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(KeyIdentifier(request.PublicKey), critical: false));
        AddNames(request, names);
        return request.Create(
            subject, GeneratorFor(key), profile.NotBefore ?? profile.NotAfter, profile.NotAfter, CreateSerialNumber());
    }

    /// <summary>Makes a leaf certificate.</summary>
    /// <param name="profile">What it says; it needs a common name and a usage.</param>
    /// <param name="key">Its key; only the public half is used.</param>
    /// <param name="authority">The issuer.</param>
    /// <param name="authorityKey">The issuer's key.</param>
    /// <exception cref="KubeadmException">The issuer's key is not that of its certificate (<c>KeyMismatch</c>).</exception>
    public static X509Certificate2 CreateLeaf(
        CertificateProfile profile, AsymmetricAlgorithm key, X509Certificate2 authority, AsymmetricAlgorithm authorityKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(profile.CommonName);
        CertificateChecks.RequireMatchingKey(authority, authorityKey, authority.Subject);
        var subject = DistinguishedNameEncoder.Encode(profile.CommonName, profile.Organizations);
        var request = new CertificateRequest(subject, new PublicKey(key), HashFor(authorityKey));

        request.CertificateExtensions.Add(new X509KeyUsageExtension(LeafUsage, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(UsageIdentifiers(profile), critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        AddAuthorityKeyIdentifier(request, subject, authority);
        AddNames(request, profile.Names);
        return request.Create(
            authority.SubjectName,
            GeneratorFor(authorityKey),
            profile.NotBefore ?? new DateTimeOffset(authority.NotBefore.ToUniversalTime()),
            profile.NotAfter,
            CreateSerialNumber());
    }

    /// <summary>Makes a PKCS #10 request (DER) for a certificate that another authority is to sign.</summary>
    public static byte[] CreateRequest(CertificateProfile profile, AsymmetricAlgorithm key)
    {
        var subject = DistinguishedNameEncoder.Encode(profile.CommonName, profile.Organizations);
        var request = new CertificateRequest(subject, new PublicKey(key), HashFor(key));
        AddNames(request, profile.Names);
        return request.CreateSigningRequest(GeneratorFor(key));
    }

    private static void AddAuthorityKeyIdentifier(CertificateRequest request, X500DistinguishedName subject, X509Certificate2 authority)
    {
        // A certificate that bears its issuer's own name counts as self-issued and names no other key (RFC 5280, 4.2.1.1).
        var identifier = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        if (identifier is not null && !subject.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData))
        {
            request.CertificateExtensions.Add(
                X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier.SubjectKeyIdentifierBytes.Span));
        }
    }

    private static void AddNames(CertificateRequest request, AlternativeNames names)
    {
        if (!names.IsEmpty)
        {
            // An empty name is the DER of an empty sequence: two bytes.
            request.CertificateExtensions.Add(names.ToExtension(critical: request.SubjectName.RawData.Length <= 2));
        }
    }

    private static OidCollection UsageIdentifiers(CertificateProfile profile)
    {
        var identifiers = new OidCollection();
        foreach (var identifier in profile.UsageIdentifiers ?? IdentifiersOf(profile.Usages))
        {
            identifiers.Add(new Oid(identifier));
        }

        return identifiers;
    }

    private static IEnumerable<string> IdentifiersOf(CertificateUsages usages)
    {
        if (usages.HasFlag(CertificateUsages.Server))
        {
            yield return CertificateChecks.ServerAuthentication;
        }

        if (usages.HasFlag(CertificateUsages.Client))
        {
            yield return CertificateChecks.ClientAuthentication;
        }
    }

    /// <summary>The leftmost 160 bits of the SHA-256 of the public key (RFC 7093, section 2, method 1), as Go's crypto/x509 has it.</summary>
    private static byte[] KeyIdentifier(PublicKey key) => SHA256.HashData(key.EncodedKeyValue.RawData)[..20];

    /// <summary>A random number from 1 to 2^63 - 2, as kubeadm's are.</summary>
    private static byte[] CreateSerialNumber()
    {
        var bytes = new byte[8];
        long number;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            number = BinaryPrimitives.ReadInt64BigEndian(bytes) & long.MaxValue;
        }
        while (number is 0 or long.MaxValue);

        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static HashAlgorithmName HashFor(AsymmetricAlgorithm key) =>
        key is ECDsa { KeySize: > 256 } ? key.KeySize > 384 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    private static X509SignatureGenerator GeneratorFor(AsymmetricAlgorithm key) => key switch
    {
        RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
        ECDsa ec => X509SignatureGenerator.CreateForECDsa(ec),
        _ => throw new NotSupportedException($"{key.GetType().Name} is neither RSA nor ECDSA"),
    };
}
