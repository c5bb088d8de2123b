using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>The parsers of certificates, keys and requests, each as PEM and as the DER in it.</summary>
internal static class PkiTargets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } = Create();

    private static FuzzTarget[] Create()
    {
        // Fixed keys would be secrets in the repository; inputs differ by their bytes from run to run, as little as that matters here.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=a, O=b", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("a.b");
        names.AddIpAddress(System.Net.IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var (der, csr) = (certificate.RawData, request.CreateSigningRequest());
        return
        [
            new("certificate-pem", [Pem(PemBlocks.Certificate, der), Encoding.UTF8.GetBytes("Header: x\n\n" + certificate.ExportCertificatePem())], ReadCertificates),
            new("certificate-der", [der], input => ReadCertificates(Pem(PemBlocks.Certificate, input))),
            new("private-key-pem", [Encoding.UTF8.GetBytes(key.ExportECPrivateKeyPem()), Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem())], input => KeyPem.ReadPrivate(input)?.Dispose()),
            new("private-key-der", [key.ExportECPrivateKey()], input => KeyPem.ReadPrivate(Pem("EC PRIVATE KEY", input))?.Dispose()),
            new("public-key-pem", [Encoding.UTF8.GetBytes(key.ExportSubjectPublicKeyInfoPem())], input => KeyPem.ReadPublic(input)?.Dispose()),
            new("request-pem", [Pem(PemBlocks.Request, csr)], ReadRequest),
            new("request-der", [csr], input => ReadRequest(Pem(PemBlocks.Request, input))),
        ];
    }

    private static void ReadCertificates(byte[] input)
    {
        foreach (var certificate in CertificatePem.Read(input, "file"))
        {
            certificate.Dispose();
        }
    }

    private static void ReadRequest(byte[] input) =>
        _ = PendingRequest.Read(FuzzTargets.Files("/pki/a.csr", input), "a", "/pki/a.csr", "ca", CertificateUsages.Server);

    private static byte[] Pem(string label, byte[] der) => PemBlocks.Write(label, der);
}
