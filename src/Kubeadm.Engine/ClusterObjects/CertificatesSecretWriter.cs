using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>Uploads the certificates that control planes share, encrypted, to the cluster.</summary>
internal static class CertificatesSecretWriter
{
    /// <summary>Encrypts the files and keeps them in the cluster.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="cluster">Its configuration, which says where the files are.</param>
    /// <param name="key">The certificate key.</param>
    /// <param name="files">The node's files.</param>
    /// <param name="say">Receives a line of the kind kubeadm prints.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>When the cluster removes them, and what was done.</returns>
    public static async Task<(DateTimeOffset? Expires, IReadOnlyList<Change> Changes)> StoreAsync(
        ApiObjects objects, ClusterConfiguration cluster, string key, INodeFileSystem files, Action<string> say, CancellationToken cancellationToken)
    {
        var bytes = CertificateKey.Parse(key);
        say($"[upload-certs] Storing the certificates in Secret \"{ClusterNames.KubeadmCerts}\" in the \"{ClusterNamespaces.System}\" Namespace");
        var encrypted = new UploadedCertificates(files).Collect(cluster, bytes);
        return await CertificatesSecret.EnsureAsync(objects, encrypted, bytes, cancellationToken);
    }
}
