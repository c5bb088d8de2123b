using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>The key pair that service account tokens are signed with. It has no certificate.</summary>
internal sealed class ServiceAccountKeys(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    private const string Name = CertificateCatalog.ServiceAccount;

    /// <summary>The pair comes from whoever keeps the external authority.</summary>
    public static PkiResult Provided => PkiResult.Line($"[certs] Using existing {Name} keys");

    /// <summary>Whether a key would have to be made.</summary>
    public bool IsMissing(ClusterConfiguration cluster) =>
        !new CertificateStore(files, cluster.CertificatesDir).HasKey(Name) && !IsProvided(cluster);

    /// <summary>Keeps the pair, or creates it; a missing public half is derived from the private one.</summary>
    public async Task<PkiResult> EnsureAsync(ClusterConfiguration cluster, CancellationToken cancellationToken)
    {
        var store = new CertificateStore(files, cluster.CertificatesDir);
        if (store.HasKey(Name))
        {
            return Keep(store);
        }

        if (IsProvided(cluster))
        {
            return Provided with
            {
                Warnings = [$"{store.KeyPath(Name)} is not there; with an external authority it has to be provided"],
            };
        }

        var algorithm = KeyAlgorithms.Of(cluster);
        using var key = await keys.TakeAsync(algorithm, cancellationToken);
        return new(
            [store.WriteKey(Name, key), store.WritePublicKey(Name, key)],
            [$"[certs] Generating \"{Name}\" key and public key"],
            []);
    }

    private static PkiResult Keep(CertificateStore store)
    {
        using var key = store.ReadKey(Name);
        List<Change> changes = [new(ChangeKind.File, store.KeyPath(Name), ChangeAction.Unchanged)];
        changes.Add(store.HasPublicKey(Name)
            ? new(ChangeKind.File, store.PublicKeyPath(Name), ChangeAction.Unchanged)
            : store.WritePublicKey(Name, key));
        return new(changes, [$"[certs] Using the existing \"{Name}\" key"], []);
    }

    /// <summary>With an external authority, whoever keeps it provides these keys too.</summary>
    private bool IsProvided(ClusterConfiguration cluster) =>
        new ExternalAuthorities(files, clock).IsExternal(cluster, CertificateCatalog.ClusterAuthority);
}
