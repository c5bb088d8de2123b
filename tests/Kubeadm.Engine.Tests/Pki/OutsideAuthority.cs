using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>An authority that is kept elsewhere. It knows nothing of the tool: it signs what requests say, or with what a test bends.</summary>
internal sealed class OutsideAuthority : IDisposable
{
    public const string Server = "1.3.6.1.5.5.7.3.1";
    public const string Client = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _certificate;

    public OutsideAuthority(string name, OutsideAuthority? parent = null, DateTimeOffset? now = null)
    {
        var time = now ?? DateTimeOffset.UtcNow;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (parent is null)
        {
            _certificate = request.CreateSelfSigned(time.AddDays(-10), time.AddDays(3650));
        }
        else
        {
            using var issued = request.Create(parent._certificate, time.AddDays(-9), time.AddDays(3000), RandomNumberGenerator.GetBytes(8));
            _certificate = issued.CopyWithPrivateKey(key);
        }

        Now = time;
    }

    /// <summary>The time from which validity counts.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Its certificate.</summary>
    public string Pem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Signs a request.</summary>
    /// <param name="requestPem">The request.</param>
    /// <param name="terms">What the certificate is to be, beyond what the request says.</param>
    public string Sign(string requestPem, SigningTerms? terms = null)
    {
        terms ??= new SigningTerms();
        var asked = CertificateRequest.LoadSigningRequestPem(requestPem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        var request = new CertificateRequest(terms.Subject ?? asked.SubjectName, asked.PublicKey, HashAlgorithmName.SHA256);
        if (terms.Usages.Count > 0)
        {
            var usages = new OidCollection();
            terms.Usages.ToList().ForEach(usage => usages.Add(new Oid(usage)));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages, false));
        }

        if (terms.KeyUsage != X509KeyUsageFlags.None)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(terms.KeyUsage, true));
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(terms.IsAuthority, false, 0, true));
        foreach (var extension in asked.CertificateExtensions.Where(_ => terms.KeepsNames))
        {
            request.CertificateExtensions.Add(extension);
        }

        using var key = _certificate.GetECDsaPrivateKey()!;
        var generator = terms.WithSha1 ? new Sha1Signatures(key) : X509SignatureGenerator.CreateForECDsa(key);
        using var signed = request.Create(
            _certificate.SubjectName, generator, Now + terms.From, Now + terms.To, RandomNumberGenerator.GetBytes(8));
        return signed.ExportCertificatePem() + "\n";
    }

    public void Dispose() => _certificate.Dispose();

    /// <summary>Signatures that .NET makes no more, and old authorities still do.</summary>
    private sealed class Sha1Signatures(ECDsa key) : X509SignatureGenerator
    {
        /// <summary>ecdsa-with-SHA1, 1.2.840.10045.4.1.</summary>
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];

        [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "It is the weakness that is tested.")]
        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignHash(SHA1.HashData(data), DSASignatureFormat.Rfc3279DerSequence);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}

/// <summary>How an authority signs; as it stands, in the way kubeadm does.</summary>
internal sealed record SigningTerms
{
    public X500DistinguishedName? Subject { get; init; }

    public IReadOnlyList<string> Usages { get; init; } = [OutsideAuthority.Server, OutsideAuthority.Client];

    public X509KeyUsageFlags KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment;

    public bool KeepsNames { get; init; } = true;

    public bool IsAuthority { get; init; }

    public TimeSpan From { get; init; } = TimeSpan.FromDays(-1);

    public TimeSpan To { get; init; } = TimeSpan.FromDays(365);

    public bool WithSha1 { get; init; }
}
