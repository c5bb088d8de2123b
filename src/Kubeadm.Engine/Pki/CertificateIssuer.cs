using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Pki;

/// <summary>Ensures the cluster's certificates and keys: keeps the good ones and creates the missing ones.</summary>
/// <remarks>
/// A key without its certificate is what a run leaves that was ended between the two files; its certificate is then made
/// for that key. A certificate without its key is an external authority, or a mistake that only a person can mend.
/// </remarks>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that validity counts from.</param>
/// <param name="keys">Where keys come from. The caller may have announced the keys there; if not, they are announced here.</param>
public sealed class CertificateIssuer(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    private readonly ServiceAccountKeys _serviceAccount = new(files, clock, keys);

    /// <summary>How many keys are missing in the folder and would be created.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="isWanted">Whether a certificate of that name, or the key pair <c>sa</c>, is wanted; null means all are.</param>
    public int CountMissingKeys(InitConfiguration configuration, Func<string, bool>? isWanted = null)
    {
        var store = StoreFor(configuration);
        return CertificateCatalog.For(configuration.Cluster).Count(spec => IsWanted(spec.Name) && IsMissing(spec, store))
            + (IsWanted(CertificateCatalog.ServiceAccount) && _serviceAccount.IsMissing(configuration.Cluster) ? 1 : 0);

        bool IsWanted(string name) => isWanted?.Invoke(name) ?? true;
    }

    /// <summary>How many keys of certificates that authorities issue are missing: what a control plane that joins makes itself.</summary>
    public int CountMissingLeafKeys(InitConfiguration configuration)
    {
        var store = StoreFor(configuration);
        return CertificateCatalog.For(configuration.Cluster).Count(spec => !spec.IsAuthority && IsMissing(spec, store));
    }

    /// <summary>Ensures all certificates of the cluster and the service accounts' key pair.</summary>
    public async Task<PkiResult> EnsureAllAsync(InitConfiguration configuration, CancellationToken cancellationToken)
    {
        AnnounceKeys(configuration);
        var result = PkiResult.Empty;
        foreach (var name in CertificateCatalog.For(configuration.Cluster).Select(spec => spec.Name).Append(CertificateCatalog.ServiceAccount))
        {
            result = result.Then(await EnsureAsync(name, configuration, cancellationToken));
        }

        return result;
    }

    /// <summary>Ensures one certificate, or the service accounts' key pair.</summary>
    /// <param name="name">A name of <see cref="CertificateCatalog"/>, or <c>sa</c>.</param>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="cancellationToken">Ends the waiting for a key.</param>
    /// <exception cref="KubeadmException">What is there cannot be used, or the authority that is wanted is not there.</exception>
    public Task<PkiResult> EnsureAsync(string name, InitConfiguration configuration, CancellationToken cancellationToken) =>
        name == CertificateCatalog.ServiceAccount
            ? _serviceAccount.EnsureAsync(configuration.Cluster, cancellationToken)
            : EnsureAsync(CertificateCatalog.Find(name), configuration, namesRequired: false, cancellationToken);

    /// <summary>
    /// Ensures one certificate, or the service accounts' key pair, of a control-plane node that joins: as
    /// <see cref="EnsureAsync(string, InitConfiguration, CancellationToken)"/>, but a certificate that is there must be valid for
    /// all of the node's names.
    /// </summary>
    /// <inheritdoc cref="EnsureAsync(string, InitConfiguration, CancellationToken)" path="/param|/exception"/>
    public async Task<PkiResult> EnsureForJoinAsync(string name, InitConfiguration configuration, CancellationToken cancellationToken)
    {
        if (name == CertificateCatalog.ServiceAccount)
        {
            var complete = PkiResult.Line($"[certs] Valid certificates and keys now exist in \"{configuration.Cluster.CertificatesDir}\"");
            return complete.Then(await _serviceAccount.EnsureAsync(configuration.Cluster, cancellationToken));
        }

        var spec = CertificateCatalog.Find(name);
        var result = await EnsureAsync(spec, configuration, namesRequired: true, cancellationToken);
        return spec.IsAuthority && result.Changes.All(change => change.Action == ChangeAction.Unchanged) ? result with { Lines = [] } : result;
    }

    private async Task<PkiResult> EnsureAsync(
        CertificateSpec spec, InitConfiguration configuration, bool namesRequired, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var store = StoreFor(configuration);
        if (store.HasCertificate(spec.BaseName))
        {
            return Keep(spec, configuration, store, namesRequired);
        }

        var profile = spec.ProfileFor(configuration, clock.GetUtcNow());
        return spec.IsAuthority
            ? await CreateAuthorityAsync(spec, profile, store, cancellationToken)
            : await CreateLeafAsync(spec, profile, store, cancellationToken);
    }

    private PkiResult Keep(CertificateSpec spec, InitConfiguration configuration, CertificateStore store, bool namesRequired)
    {
        var stored = new StoredCertificates(store, clock);
        string line;
        if (spec.IsAuthority)
        {
            stored.RequireAuthority(spec);
            line = $"[certs] Using existing {spec.BaseName} {(store.HasKey(spec.BaseName) ? "" : "keyless ")}certificate authority";
        }
        else
        {
            var authority = stored.RequireAuthority(CertificateCatalog.Find(spec.AuthorityName!));
            var leaf = stored.RequireLeaf(spec, authority);
            stored.CheckNames(spec, leaf, spec.Names(configuration), namesRequired);
            line = namesRequired
                ? $"[certs] Using the existing \"{spec.BaseName}\" certificate and key"
                : $"[certs] Using existing {spec.BaseName} certificate and key on disk";
        }

        return new([.. store.Unchanged(spec.BaseName)], [line], stored.Warnings);
    }

    private async Task<PkiResult> CreateAuthorityAsync(
        CertificateSpec spec, CertificateProfile profile, CertificateStore store, CancellationToken cancellationToken)
    {
        using var key = await TakeKeyAsync(spec, profile, store, cancellationToken);
        using var certificate = CertificateBuilder.CreateAuthority(profile, key);
        return Write(spec, store, certificate, key);
    }

    private async Task<PkiResult> CreateLeafAsync(
        CertificateSpec spec, CertificateProfile profile, CertificateStore store, CancellationToken cancellationToken)
    {
        var authoritySpec = CertificateCatalog.Find(spec.AuthorityName!);
        var stored = new StoredCertificates(store, clock);
        using var authority = stored.RequireAuthority(authoritySpec);
        using var authorityKey = store.ReadKey(authoritySpec.BaseName);
        using var key = await TakeKeyAsync(spec, profile, store, cancellationToken);
        using var certificate = CertificateBuilder.CreateLeaf(profile, key, authority, authorityKey);
        var result = Write(spec, store, certificate, key);
        return result with { Warnings = stored.Warnings };
    }

    private async Task<AsymmetricAlgorithm> TakeKeyAsync(
        CertificateSpec spec, CertificateProfile profile, CertificateStore store, CancellationToken cancellationToken) =>
        store.HasKey(spec.BaseName)
            ? store.ReadKey(spec.BaseName)
            : await keys.TakeAsync(profile.Algorithm, cancellationToken);

    private static PkiResult Write(CertificateSpec spec, CertificateStore store, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        // The key first: a certificate without a key would look like an external authority.
        var isNewKey = !store.HasKey(spec.BaseName);
        var keyChange = isNewKey ? store.WriteKey(spec.BaseName, key) : store.Unchanged(spec.BaseName).Single();
        var certificateChange = store.WriteCertificate(spec.BaseName, certificate);
        List<string> lines =
        [
            isNewKey
                ? $"[certs] Generating \"{spec.BaseName}\" certificate and key"
                : $"[certs] Generating \"{spec.BaseName}\" certificate for the existing key",
        ];
        if (CertificateChecks.IsServing(certificate))
        {
            lines.Add($"[certs] {spec.BaseName} serving cert is signed for {AlternativeNames.Of(certificate)}");
        }

        return new([certificateChange, keyChange], lines, []);
    }

    private static bool IsMissing(CertificateSpec spec, CertificateStore store) => !store.HasKey(spec.BaseName) && !store.HasCertificate(spec.BaseName);

    private void AnnounceKeys(InitConfiguration configuration) =>
        keys.Prefetch(KeyAlgorithms.Of(configuration.Cluster), CountMissingKeys(configuration));

    private CertificateStore StoreFor(InitConfiguration configuration) => new(files, configuration.Cluster.CertificatesDir);
}
