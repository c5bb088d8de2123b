using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>Writes keys and requests for leaf certificates, for an authority that is kept elsewhere to sign.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock.</param>
/// <param name="keys">Where keys come from. The caller may have announced the keys there.</param>
public sealed class CertificateRequestWriter(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    /// <summary>The certificates that requests can be written for. Those for etcd are among them wherever etcd runs, as in kubeadm.</summary>
    public static IReadOnlyList<CertificateSpec> Certificates { get; } = [.. CertificateCatalog.All.Where(spec => !spec.IsAuthority)];

    /// <summary>Fails when a key or request is there already: no key that may be in use is ever replaced.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="wanted">The certificates.</param>
    /// <exception cref="KubeadmException">With the identifier <c>FileExists</c>.</exception>
    public static void RequireAbsent(INodeFileSystem files, InitConfiguration configuration, IEnumerable<CertificateSpec> wanted)
    {
        var store = new CertificateStore(files, configuration.Cluster.CertificatesDir);
        foreach (var spec in wanted)
        {
            store.RequireAbsent(store.KeyPath(spec.BaseName), store.RequestPath(spec.BaseName));
        }
    }

    /// <summary>Writes <c>.key</c> and <c>.csr</c> of a leaf into the configuration's folder.</summary>
    /// <param name="spec">One of <see cref="Certificates"/>.</param>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for a key.</param>
    public async Task<KubeCertificateRequest> WriteAsync(CertificateSpec spec, InitConfiguration configuration, CancellationToken cancellationToken)
    {
        var store = new CertificateStore(files, configuration.Cluster.CertificatesDir);
        var profile = spec.ProfileFor(configuration, clock.GetUtcNow());
        using var key = await keys.TakeAsync(profile.Algorithm, cancellationToken);
        store.WriteKey(spec.BaseName, key);
        store.WriteRequest(spec.BaseName, CertificateBuilder.CreateRequest(profile, key));
        return CertificateRequestDescription.Of(spec.Name, spec.AuthorityName!, store.RequestPath(spec.BaseName), store.KeyPath(spec.BaseName), profile, key);
    }
}
