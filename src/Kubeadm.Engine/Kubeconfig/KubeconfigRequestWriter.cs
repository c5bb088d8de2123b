using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>
/// Writes kubeconfigs without certificates, and requests for their client certificates, for an authority that is kept
/// elsewhere to sign.
/// </summary>
/// <param name="files">The node's files.</param>
/// <param name="keys">Where keys come from. The caller may have announced the keys there.</param>
public sealed class KubeconfigRequestWriter(INodeFileSystem files, KeyFactory keys)
{
    /// <summary>Fails when one of the files is there already.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="directory">The folder of the files.</param>
    /// <param name="wanted">The kubeconfigs.</param>
    /// <exception cref="KubeadmException">With the identifier <c>FileExists</c>.</exception>
    public static void RequireAbsent(INodeFileSystem files, string directory, IEnumerable<KubeconfigSpec> wanted)
    {
        var store = new CertificateStore(files, directory);
        foreach (var spec in wanted)
        {
            store.RequireAbsent($"{directory}/{spec.FileName}", store.RequestPath(spec.FileName), store.KeyPath(spec.FileName));
        }
    }

    /// <summary>Writes <c>admin.conf</c> and <c>admin.conf.csr</c>, and so on.</summary>
    /// <param name="spec">One of <see cref="KubeconfigSpecs.ForRequests"/>.</param>
    /// <param name="clusterName">The cluster's name in the file.</param>
    /// <param name="directory">The folder of the files.</param>
    /// <param name="cancellationToken">Ends the waiting for a key.</param>
    public async Task<KubeCertificateRequest> WriteAsync(KubeconfigSpec spec, string clusterName, string directory, CancellationToken cancellationToken)
    {
        var path = $"{directory}/{spec.FileName}";
        var store = new CertificateStore(files, directory);
        using var key = await keys.TakeAsync(spec.Client.Algorithm, cancellationToken);
        var file = KubeconfigFile.Create(
            clusterName,
            new KubeconfigCluster { Server = spec.Server },
            spec.Client.CommonName,
            new KubeconfigUser { ClientKeyData = KeyPem.WritePrivate(key) });
        files.CreateDirectory(directory, NodeFileModes.PublicDirectory);
        files.WriteAllBytes(path, file.ToBytes(), NodeFileModes.PrivateFile);
        store.WriteRequest(spec.FileName, CertificateBuilder.CreateRequest(spec.Client, key));
        return CertificateRequestDescription.Of(spec.FileName, CertificateCatalog.ClusterAuthority, store.RequestPath(spec.FileName), path, spec.Client, key);
    }
}
