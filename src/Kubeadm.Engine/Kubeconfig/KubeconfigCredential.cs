using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>The client certificate and key that stand in a kubeconfig for its user in use. All else in the file stays.</summary>
/// <param name="files">The node's files.</param>
/// <param name="name">The credential's name.</param>
/// <param name="path">The kubeconfig.</param>
internal sealed class KubeconfigCredential(INodeFileSystem files, string name, string path) : ICredential
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public string AuthorityName => CertificateCatalog.ClusterAuthority;

    /// <inheritdoc/>
    public X509Certificate2 ReadCertificate() => CertificatePem.Read(Load().User.ClientCertificateData, $"{path}: client-certificate-data")[0];

    /// <inheritdoc/>
    /// <remarks>The authority is written too: the one on the node may be another than when the file was made.</remarks>
    public IReadOnlyList<NewContent> With(X509Certificate2 certificate, AsymmetricAlgorithm key, X509Certificate2 authority)
    {
        var (file, cluster, user) = Load();
        cluster.CertificateAuthorityData = CertificatePem.Write(authority);
        user.ClientCertificateData = CertificatePem.Write(certificate);
        user.ClientKeyData = KeyPem.WritePrivate(key);
        return [new(path, file.ToBytes(), NodeFileModes.PrivateFile)];
    }

    private (KubeconfigFile File, KubeconfigCluster Cluster, KubeconfigUser User) Load()
    {
        var file = KubeconfigFile.Parse(files.ReadAllBytes(path), path);
        if (!file.Contexts.TryGetValue(file.CurrentContext, out var context))
        {
            throw KubeconfigErrors.NoContext(path, file.CurrentContext);
        }

        if (file.Clusters.GetValueOrDefault(context.Cluster) is not { CertificateAuthorityData.Length: > 0 } cluster)
        {
            throw KubeconfigErrors.NoAuthorityData(path, context.Cluster);
        }

        return file.Users.GetValueOrDefault(context.User) is { ClientCertificateData.Length: > 0 } user
            ? (file, cluster, user)
            : throw KubeconfigErrors.NoCertificateData(path, context.User);
    }
}
