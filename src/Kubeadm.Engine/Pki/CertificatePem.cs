using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>Certificates as PEM.</summary>
public static class CertificatePem
{
    /// <summary>Writes a certificate.</summary>
    public static byte[] Write(X509Certificate2 certificate) => PemBlocks.Write(PemBlocks.Certificate, certificate.RawDataMemory.Span);

    /// <summary>Writes certificates, one after the other.</summary>
    public static byte[] Write(IEnumerable<X509Certificate2> certificates) => certificates.SelectMany(Write).ToArray();

    /// <summary>Reads all certificates in a PEM text, in order.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="source">Where it came from, for the error: a path or a field.</param>
    /// <exception cref="KubeadmException">There is none, or one of them is broken (<c>InvalidCertificate</c>).</exception>
    public static IReadOnlyList<X509Certificate2> Read(byte[] pem, string source)
    {
        var certificates = new List<X509Certificate2>();
        try
        {
            foreach (var (label, der) in PemBlocks.Read(pem))
            {
                if (label == PemBlocks.Certificate)
                {
                    certificates.Add(new X509Certificate2(der));
                }
            }
        }
        catch (CryptographicException e)
        {
            throw Invalid(source, "a certificate in it cannot be decoded", e);
        }

        return certificates.Count > 0 ? certificates : throw Invalid(source, "there is no PEM certificate in it", null);
    }

    private static KubeadmException Invalid(string source, string cause, Exception? inner) =>
        new("InvalidCertificate", $"{source}: {cause}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = source,
            Remedy = "Restore the certificate from a backup, or remove it together with its key to have new ones made.",
        };
}
