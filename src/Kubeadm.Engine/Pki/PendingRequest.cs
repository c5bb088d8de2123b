using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Ports.Node;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Pkcs;

namespace Kubeadm.Engine.Pki;

/// <summary>A request that is on the node, and what its certificate has to be.</summary>
public sealed class PendingRequest
{
    private readonly byte[] _publicKey;

    private PendingRequest(string name, string path, Pkcs10CertificationRequest content)
    {
        var said = content.GetCertificationRequestInfo();
        Name = name;
        Path = path;
        Subject = said.Subject.ToPlatform();
        Names = AlternativeNames.Of(content.GetRequestedExtensions());
        _publicKey = said.SubjectPublicKeyInfo.GetDerEncoded();
        IsRsa = said.SubjectPublicKeyInfo.Algorithm.Algorithm.Equals(PkcsObjectIdentifiers.RsaEncryption);

        // What messages show of it and checks compare is decoded now, where an error of it is one of the request.
        _ = (Subject.Name, DistinguishedName.CommonName(Subject));
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
        var pem = files.ReadAllBytes(path);
        return OutsideContent.Decode(
            () =>
            {
                var der = PemBlocks.Read(pem).FirstOrDefault(block => block.Label == PemBlocks.Request).Der
                    ?? throw PkiErrors.NoRequest(path);
                var content = new Pkcs10CertificationRequest(der);
                return content.Verify()
                    ? new PendingRequest(name, path, content) { AuthorityName = authorityName, Usages = usages }
                    : throw PkiErrors.RequestNotSigned(path);
            },
            e => PkiErrors.RequestUndecodable(path, e));
    }
}
