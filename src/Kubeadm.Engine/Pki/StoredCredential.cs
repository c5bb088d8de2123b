using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>A certificate and key in the folder of certificates.</summary>
/// <param name="store">The folder.</param>
/// <param name="spec">Which of them.</param>
internal sealed class StoredCredential(CertificateStore store, CertificateSpec spec) : ICredential
{
    /// <inheritdoc/>
    public string Name => spec.Name;

    /// <inheritdoc/>
    public string Path => store.CertificatePath(spec.BaseName);

    /// <inheritdoc/>
    public string AuthorityName => spec.AuthorityName!;

    /// <inheritdoc/>
    public X509Certificate2 ReadCertificate() => store.ReadCertificate(spec.BaseName);

    /// <inheritdoc/>
    public IReadOnlyList<NewContent> With(X509Certificate2 certificate, AsymmetricAlgorithm key, X509Certificate2 authority) =>
    [
        new(store.KeyPath(spec.BaseName), KeyPem.WritePrivate(key), NodeFileModes.PrivateFile),
        new(store.CertificatePath(spec.BaseName), CertificatePem.Write(certificate), NodeFileModes.PublicFile),
    ];
}
