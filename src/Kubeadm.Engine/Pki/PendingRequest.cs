using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>A request that is on the node, and what its certificate has to be.</summary>
public sealed class PendingRequest
{
    private const string RsaKey = "1.2.840.113549.1.1.1";

    private readonly byte[] _publicKey;

    private PendingRequest(string name, string path, CertificateRequest content)
    {
        Name = name;
        Path = path;
        Subject = content.SubjectName;
        Names = AlternativeNames.Of(content.CertificateExtensions);
        _publicKey = content.PublicKey.ExportSubjectPublicKeyInfo();
        IsRsa = content.PublicKey.Oid.Value == RsaKey;
    }

    /// <summary>The certificate's name: <c>apiserver</c>, <c>admin.conf</c>.</summary>
    public string Name { get; }

    /// <summary>The file of the request.</summary>
    public string Path { get; }

    /// <summary>The name of the authority that is to sign.</summary>
    public required string AuthorityName { get; init; }

    /// <summary>What the certificate must be good for.</summary>
    public required CertificateUsages Usages { get; init; }

    /// <summary>The subject that was asked for.</summary>
    public X500DistinguishedName Subject { get; }

    /// <summary>The names that were asked for.</summary>
    public AlternativeNames Names { get; }

    /// <summary>Whether the key is an RSA one.</summary>
    public bool IsRsa { get; }

    /// <summary>Whether a certificate is of this request's key.</summary>
    public bool HasKeyOf(X509Certificate2 certificate) =>
        certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(_publicKey);

    /// <summary>Whether a private key is that of this request.</summary>
    public bool HasKey(AsymmetricAlgorithm key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(_publicKey);
    }

    /// <summary>Reads a request.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="name">The certificate's name.</param>
    /// <param name="path">The file, which is there.</param>
    /// <param name="authorityName">The authority that is to sign.</param>
    /// <param name="usages">What the certificate must be good for.</param>
    /// <exception cref="KubeadmException"><c>InvalidCertificateRequest</c>: it cannot be read, or its signature is not that of its key.</exception>
    public static PendingRequest Read(INodeFileSystem files, string name, string path, string authorityName, CertificateUsages usages)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            var der = PemBlocks.Read(files.ReadAllBytes(path)).FirstOrDefault(block => block.Label == PemBlocks.Request).Der
                ?? throw Invalid("there is no PEM certificate request in it", null);

            // The extensions are only read, and of whatever certificate comes back each is checked.
            var content = CertificateRequest.LoadSigningRequest(
                der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            return new PendingRequest(name, path, content) { AuthorityName = authorityName, Usages = usages };
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            throw Invalid("the certificate request in it cannot be decoded", e);
        }

        KubeadmException Invalid(string cause, Exception? inner) => new("InvalidCertificateRequest", $"{path}: {cause}", inner)
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = path,
            Remedy = "Remove the request and its key to have new ones made.",
        };
    }
}
