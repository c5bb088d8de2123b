using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;

namespace Kubeadm.Engine.Pki;

/// <summary>Certificates as PEM.</summary>
public static class CertificatePem
{
    /// <summary>Writes a certificate.</summary>
    public static byte[] Write(X509Certificate2 certificate) => PemBlocks.Write(PemBlocks.Certificate, certificate.RawData);

    /// <summary>Writes certificates, one after the other.</summary>
    public static byte[] Write(IEnumerable<X509Certificate2> certificates) => certificates.SelectMany(Write).ToArray();

    /// <summary>Reads all certificates in a PEM text, in order.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="source">Where it came from, for the error: a path or a field.</param>
    /// <exception cref="KubeadmException">There is none, one of them is broken, or the text is too long (<c>InvalidCertificate</c>).</exception>
    public static IReadOnlyList<X509Certificate2> Read(byte[] pem, string source)
    {
        if (pem.Length > PemBlocks.MaxLength)
        {
            throw PkiErrors.CertificateTooLong(source);
        }

        var certificates = OutsideContent.Decode(
            () => PemBlocks.Read(pem).Where(block => block.Label == PemBlocks.Certificate).Select(block => Decode(block.Der)).ToList(),
            e => PkiErrors.CertificateUndecodable(source, e));
        return certificates.Count > 0 ? certificates : throw PkiErrors.NoCertificate(source);
    }

    /// <summary>
    /// Decodes a certificate and all that is ever asked of one. The platform decodes only when it is asked, and takes in other things
    /// than certificates, such as key stores that are locked with a password.
    /// </summary>
    private static X509Certificate2 Decode(byte[] der)
    {
        _ = X509CertificateStructure.GetInstance(der);
        var certificate = new X509Certificate2(der);
        _ = (certificate.Subject, certificate.Issuer, certificate.NotBefore, certificate.NotAfter, certificate.SignatureAlgorithm.Value);
        _ = (certificate.PublicKey.ExportSubjectPublicKeyInfo(), AlternativeNames.Of(certificate));
        _ = (DistinguishedName.CommonName(certificate.SubjectName), DistinguishedName.CommonName(certificate.IssuerName));
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)certificate.GetRSAPublicKey() ?? certificate.GetECDsaPublicKey();
        foreach (var extension in certificate.Extensions)
        {
            _ = extension switch
            {
                X509BasicConstraintsExtension constraints => constraints.CertificateAuthority,
                X509KeyUsageExtension usage => usage.KeyUsages > X509KeyUsageFlags.None,
                X509EnhancedKeyUsageExtension usage => usage.EnhancedKeyUsages.Count > 0,
                X509SubjectKeyIdentifierExtension identifier => identifier.SubjectKeyIdentifierBytes.Length > 0,
                _ => false,
            };
        }

        return certificate;
    }
}
