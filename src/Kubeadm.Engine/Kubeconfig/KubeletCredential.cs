using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The kubelet's client certificate and key in a file or files that its kubeconfig names.</summary>
/// <param name="files">The node's files.</param>
/// <param name="location">Where they are.</param>
internal sealed class KubeletCredential(INodeFileSystem files, KubeletClientLocation location) : ICredential
{
    /// <inheritdoc/>
    public string Name => KubeletCertificates.Client;

    /// <inheritdoc/>
    public string Path => location.CertificatePath;

    /// <inheritdoc/>
    public string AuthorityName => CertificateCatalog.ClusterAuthority;

    /// <inheritdoc/>
    public X509Certificate2 ReadCertificate() => CertificatePem.Read(files.ReadAllBytes(location.CertificatePath), location.CertificatePath)[0];

    /// <inheritdoc/>
    /// <remarks>
    /// The kubelet keeps both in one file, behind a link that it moves when it renews them and that it wants to be one: it stays, and
    /// the file that it leads to is replaced.
    /// </remarks>
    public IReadOnlyList<NewContent> With(X509Certificate2 certificate, AsymmetricAlgorithm key, X509Certificate2 authority)
    {
        var (certificatePem, keyPem) = (CertificatePem.Write(certificate), KeyPem.WritePrivate(key));
        return location.KeyPath == location.CertificatePath
            ? [new(location.CertificatePath, [.. certificatePem, .. keyPem], NodeFileModes.PrivateFile)]
            :
            [
                new(location.KeyPath, keyPem, NodeFileModes.PrivateFile),
                new(location.CertificatePath, certificatePem, NodeFileModes.PublicFile),
            ];
    }
}
