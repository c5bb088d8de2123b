using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>
/// Authorities whose certificate is on the node but whose key is kept elsewhere. What they issue cannot be made here, so it
/// must be there (kubeadm's documentation: "External CA mode").
/// </summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The time at which certificates must be valid.</param>
public sealed class ExternalAuthorities(INodeFileSystem files, TimeProvider clock)
{
    /// <summary>Whether an authority is external: its certificate is there and its key is not.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The authority: <c>ca</c>, <c>front-proxy-ca</c> or <c>etcd-ca</c>.</param>
    public bool IsExternal(ClusterConfiguration cluster, string name)
    {
        var store = new CertificateStore(files, cluster.CertificatesDir);
        var spec = CertificateCatalog.Find(name);
        return store.HasCertificate(spec.BaseName) && !store.HasKey(spec.BaseName);
    }

    /// <summary>Whether an authority is external; if it is, all that it issues must be there and be good.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The authority: <c>ca</c>, <c>front-proxy-ca</c> or <c>etcd-ca</c>.</param>
    /// <exception cref="KubeadmException">Something is missing or wrong (<c>ExternalCaIncomplete</c>).</exception>
    public bool Check(ClusterConfiguration cluster, string name)
    {
        if (!IsExternal(cluster, name))
        {
            return false;
        }

        var stored = new StoredCertificates(new(files, cluster.CertificatesDir), clock);
        try
        {
            var authority = stored.RequireAuthority(CertificateCatalog.Find(name));
            foreach (var leaf in CertificateCatalog.All.Where(spec => spec.AuthorityName == name))
            {
                stored.RequireLeaf(leaf, authority);
            }
        }
        catch (KubeadmException e)
        {
            throw PkiErrors.ExternalCaIncomplete(name, e);
        }

        return true;
    }
}
