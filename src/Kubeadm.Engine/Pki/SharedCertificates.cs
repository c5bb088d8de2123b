using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>The certificates and keys that must be alike on all control-plane nodes, and so must be there before one joins.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The time at which authorities should be valid.</param>
public sealed class SharedCertificates(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>Checks all of them.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>What is missing or wrong; nothing when the node may join. An authority may be there without its key.</returns>
    public IReadOnlyList<KubeadmException> FindProblems(ClusterConfiguration cluster)
    {
        var store = new CertificateStore(files, cluster.CertificatesDir);
        var stored = new StoredCertificates(store, clock);
        var problems = new List<KubeadmException>();
        foreach (var authority in CertificateCatalog.For(cluster).Where(spec => spec.IsAuthority))
        {
            Try(() => stored.RequireAuthority(authority).Dispose());
        }

        Try(() => RequireServiceAccount(store));
        return problems;

        void Try(Action check)
        {
            try
            {
                check();
            }
            catch (KubeadmException e)
            {
                problems.Add(e);
            }
        }
    }

    private static void RequireServiceAccount(CertificateStore store)
    {
        using var key = store.ReadKey(CertificateCatalog.ServiceAccount);
        using var publicKey = store.ReadPublicKey(CertificateCatalog.ServiceAccount);
        if (!KeyPem.SamePublicKey(key, publicKey))
        {
            throw PkiErrors.PublicKeyMismatch(store.PublicKeyPath(CertificateCatalog.ServiceAccount), store.KeyPath(CertificateCatalog.ServiceAccount));
        }
    }
}
