using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Workflows;

namespace Kubeadm.Engine.Pki;

/// <summary>Writes keys and requests for all leaf certificates, for an authority that is kept elsewhere to sign.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock.</param>
/// <param name="keys">Where keys come from.</param>
public sealed class CertificateRequestWriter(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    /// <summary>The certificates that requests are written for.</summary>
    public static IReadOnlyList<CertificateSpec> Certificates { get; } = [.. CertificateCatalog.All.Where(spec => !spec.IsAuthority)];

    /// <summary>Writes <c>.key</c> and <c>.csr</c> of each leaf into the configuration's folder.</summary>
    /// <exception cref="KubeadmException">A key or request is there already (<c>FileExists</c>); nothing is written then.</exception>
    public async Task<IReadOnlyList<Change>> WriteAsync(InitConfiguration configuration, CancellationToken cancellationToken)
    {
        var store = new CertificateStore(files, configuration.Cluster.CertificatesDir);
        foreach (var spec in Certificates)
        {
            store.RequireAbsent(store.KeyPath(spec.BaseName), store.RequestPath(spec.BaseName));
        }

        keys.Prefetch(KeyAlgorithms.Parse(configuration.Cluster.EncryptionAlgorithm), Certificates.Count);
        var changes = new List<Change>();
        foreach (var spec in Certificates)
        {
            var profile = spec.ProfileFor(configuration, clock.GetUtcNow());
            using var key = await keys.TakeAsync(profile.Algorithm, cancellationToken).ConfigureAwait(false);
            changes.Add(store.WriteKey(spec.BaseName, key));
            changes.Add(store.WriteRequest(spec.BaseName, CertificateBuilder.CreateRequest(profile, key)));
        }

        return changes;
    }
}
