using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>A cluster's authority, made as <c>init</c> makes it, and certificates of it.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        Certificate = CertificateBuilder.CreateAuthority(
            new CertificateProfile { CommonName = "kubernetes", NotBefore = DateTimeOffset.UtcNow.AddDays(-10), NotAfter = DateTimeOffset.UtcNow.AddDays(10) }, _key);
    }

    public X509Certificate2 Certificate { get; }

    public byte[] Pem => CertificatePem.Write(Certificate);

    public string Pin => PublicKeyPin.Of(Certificate);

    /// <summary>A server's certificate with its key.</summary>
    public X509Certificate2 Serve(string address = "127.0.0.1", int daysLeft = 5, CertificateUsages usages = CertificateUsages.Server)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue("kube-apiserver", usages, new AlternativeNames([], [IPAddress.Parse(address)]), daysLeft, key);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A client's certificate and its key, PEM.</summary>
    public (string Certificate, string Key) Client(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(name, CertificateUsages.Client, AlternativeNames.None, 5, key);
        return (Encoding.ASCII.GetString(CertificatePem.Write(certificate)), key.ExportECPrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Issue(string name, CertificateUsages usages, AlternativeNames names, int daysLeft, ECDsa key) => CertificateBuilder.CreateLeaf(
        new CertificateProfile { CommonName = name, Usages = usages, Names = names, NotBefore = DateTimeOffset.UtcNow.AddDays(-9), NotAfter = DateTimeOffset.UtcNow.AddDays(daysLeft) },
        key,
        Certificate,
        _key);
}
