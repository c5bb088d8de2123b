using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.X509;

namespace Kubeadm.Engine.Pki;

/// <summary>Builds certificates and requests whose structure is that of kubeadm's: the same extensions in the same order.</summary>
public static class CertificateBuilder
{
    private const int LeafUsage = KeyUsage.DigitalSignature | KeyUsage.KeyEncipherment;

    /// <summary>Creates a self-signed authority. Its common name also stands as a DNS name in it.</summary>
    /// <param name="profile">What it says; it needs a common name.</param>
    /// <param name="key">Its key.</param>
    /// <exception cref="KubeadmException">The common name cannot be a DNS name of a certificate (<c>InvalidCertificateName</c>).</exception>
    public static X509Certificate2 CreateAuthority(CertificateProfile profile, AsymmetricAlgorithm key)
    {
        ArgumentException.ThrowIfNullOrEmpty(profile.CommonName);
        var subject = DistinguishedName.Encode(profile.CommonName, profile.Organizations);
        var publicKey = PublicKeyOf(key);
        var extensions = new X509ExtensionsGenerator();
        extensions.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(LeafUsage | KeyUsage.KeyCertSign));
        extensions.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(true));
        extensions.AddExtension(X509Extensions.SubjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifier(publicKey)));
        AddNames(extensions, new AlternativeNames([profile.CommonName], []), subject);

        var certificate = Begin(subject, subject, publicKey, extensions);
        certificate.SetNotBefore((profile.NotBefore ?? profile.NotAfter).UtcDateTime);
        certificate.SetNotAfter(profile.NotAfter.UtcDateTime);
        return Sign(certificate, key);
    }

    /// <summary>Creates a leaf certificate.</summary>
    /// <param name="profile">What it says; it needs a common name and a usage.</param>
    /// <param name="key">Its key; only the public half is used.</param>
    /// <param name="authority">The issuer.</param>
    /// <param name="authorityKey">The issuer's key.</param>
    /// <exception cref="KubeadmException">
    /// The issuer's key is not that of its certificate (<c>KeyMismatch</c>), or a DNS name is not ASCII (<c>InvalidCertificateName</c>).
    /// </exception>
    public static X509Certificate2 CreateLeaf(
        CertificateProfile profile, AsymmetricAlgorithm key, X509Certificate2 authority, AsymmetricAlgorithm authorityKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(profile.CommonName);
        CertificateChecks.RequireMatchingKey(authority, authorityKey, authority.Subject);
        var subject = DistinguishedName.Encode(profile.CommonName, profile.Organizations);
        var extensions = new X509ExtensionsGenerator();
        extensions.AddExtension(X509Extensions.KeyUsage, true, new KeyUsage(LeafUsage));
        extensions.AddExtension(X509Extensions.ExtendedKeyUsage, false, UsagesOf(profile));
        extensions.AddExtension(X509Extensions.BasicConstraints, true, new BasicConstraints(false));
        AddAuthorityKeyIdentifier(extensions, subject, authority);
        AddNames(extensions, profile.Names, subject);

        var certificate = Begin(subject, DistinguishedName.FromPlatform(authority.SubjectName), PublicKeyOf(key), extensions);
        certificate.SetNotBefore(profile.NotBefore?.UtcDateTime ?? authority.NotBefore.ToUniversalTime());
        certificate.SetNotAfter(profile.NotAfter.UtcDateTime);
        return Sign(certificate, authorityKey);
    }

    /// <summary>Creates a PKCS #10 request (DER) for a certificate that another authority is to sign.</summary>
    /// <exception cref="KubeadmException">A DNS name is not ASCII (<c>InvalidCertificateName</c>).</exception>
    public static byte[] CreateRequest(CertificateProfile profile, AsymmetricAlgorithm key)
    {
        var subject = DistinguishedName.Encode(profile.CommonName, profile.Organizations);
        var extensions = new X509ExtensionsGenerator();
        AddNames(extensions, profile.Names, subject);
        var attributes = extensions.IsEmpty
            ? DerSet.Empty
            : new DerSet(new AttributePkcs(PkcsObjectIdentifiers.Pkcs9AtExtensionRequest, new DerSet(extensions.Generate())));
        var content = new CertificationRequestInfo(subject, PublicKeyOf(key), attributes);
        var signature = new PlatformSignature(key);
        return new CertificationRequest(content, signature.Algorithm, new DerBitString(signature.Sign(content.GetDerEncoded()))).GetDerEncoded();
    }

    private static X509V3CertificateGenerator Begin(X509Name subject, X509Name issuer, SubjectPublicKeyInfo publicKey, X509ExtensionsGenerator extensions)
    {
        var certificate = new X509V3CertificateGenerator();
        certificate.SetSerialNumber(CreateSerialNumber());
        certificate.SetIssuerDN(issuer);
        certificate.SetSubjectDN(subject);
        certificate.SetSubjectPublicKeyInfo(publicKey);
        certificate.AddExtensions(extensions.Generate());
        return certificate;
    }

    private static X509Certificate2 Sign(X509V3CertificateGenerator certificate, AsymmetricAlgorithm key) =>
        new(certificate.Generate(new PlatformSignature(key)).GetEncoded());

    private static void AddAuthorityKeyIdentifier(X509ExtensionsGenerator extensions, X509Name subject, X509Certificate2 authority)
    {
        // A certificate that bears its issuer's own name counts as self-issued and names no other key (RFC 5280, 4.2.1.1).
        var identifier = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        if (identifier is not null && !subject.GetDerEncoded().AsSpan().SequenceEqual(authority.SubjectName.RawData))
        {
            extensions.AddExtension(
                X509Extensions.AuthorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier.SubjectKeyIdentifierBytes.ToArray()));
        }
    }

    /// <summary>The extension of RFC 5280, section 4.2.1.6. It is critical where the subject is empty.</summary>
    private static void AddNames(X509ExtensionsGenerator extensions, AlternativeNames names, X509Name subject)
    {
        if (!names.IsEmpty)
        {
            extensions.AddExtension(X509Extensions.SubjectAlternativeName, IsEmpty(subject), names.Encode());
        }
    }

    private static bool IsEmpty(X509Name name) => Asn1Sequence.GetInstance(name.ToAsn1Object()).Count == 0;

    private static ExtendedKeyUsage UsagesOf(CertificateProfile profile) =>
        new((profile.UsageIdentifiers ?? IdentifiersOf(profile.Usages)).Select(identifier => new DerObjectIdentifier(identifier)).ToArray());

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

    private static SubjectPublicKeyInfo PublicKeyOf(AsymmetricAlgorithm key) => SubjectPublicKeyInfo.GetInstance(key.ExportSubjectPublicKeyInfo());

    /// <summary>The leftmost 160 bits of the SHA-256 of the public key (RFC 7093, section 2, method 1), as Go's crypto/x509 has it.</summary>
    private static byte[] KeyIdentifier(SubjectPublicKeyInfo key) => SHA256.HashData(key.PublicKey.GetBytes())[..20];

    /// <summary>A random number from 1 to 2^63 - 2, as kubeadm's are.</summary>
    private static BigInteger CreateSerialNumber()
    {
        var bytes = new byte[sizeof(long)];
        long number;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            number = BinaryPrimitives.ReadInt64BigEndian(bytes) & long.MaxValue;
        }
        while (number is 0 or long.MaxValue);

        return BigInteger.ValueOf(number);
    }
}
