using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Ensures the kubeconfigs of a control-plane node: keeps the good ones and creates the missing ones.</summary>
/// <param name="files">The node's files.</param>
/// <param name="clock">The clock that validity counts from.</param>
/// <param name="keys">Where keys come from.</param>
public sealed class KubeconfigWriter(INodeFileSystem files, TimeProvider clock, KeyFactory keys)
{
    private readonly ExternalAuthorities _external = new(files, clock);

    /// <summary>How many keys are missing and would be made.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="directory">The folder of the files, usually <see cref="KubernetesPaths.ConfigurationDirectory"/>.</param>
    /// <param name="names">The kubeconfigs that are wanted; null means all of <see cref="KubeconfigSpecs.Names"/>.</param>
    public int CountMissingKeys(InitConfiguration configuration, string directory, IReadOnlyList<string>? names = null) =>
        IsExternal(configuration)
            ? 0
            : KubeconfigSpecs.For(configuration, clock.GetUtcNow()).Count(spec => (names ?? KubeconfigSpecs.Names).Contains(spec.Name) && !files.FileExists($"{directory}/{spec.FileName}"));

    /// <summary>Ensures all kubeconfigs.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="directory">The folder of the files.</param>
    /// <param name="cancellationToken">Ends the waiting for keys.</param>
    public async Task<PkiResult> EnsureAllAsync(InitConfiguration configuration, string directory, CancellationToken cancellationToken)
    {
        keys.Prefetch(KeyAlgorithms.Of(configuration.Cluster), CountMissingKeys(configuration, directory));
        var result = PkiResult.Empty;
        foreach (var name in KubeconfigSpecs.Names)
        {
            result = result.Then(await EnsureAsync(name, configuration, directory, cancellationToken));
        }

        return result;
    }

    /// <summary>Ensures one kubeconfig. An existing one is kept if it trusts the cluster's authority.</summary>
    /// <param name="name">A name of <see cref="KubeconfigSpecs.Names"/>.</param>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="directory">The folder of the files.</param>
    /// <param name="cancellationToken">Ends the waiting for a key.</param>
    /// <exception cref="KubeadmException">The file belongs to another cluster (<c>InvalidKubeconfig</c>) or the authority is not there.</exception>
    public async Task<PkiResult> EnsureAsync(
        string name, InitConfiguration configuration, string directory, CancellationToken cancellationToken)
    {
        var spec = KubeconfigSpecs.For(configuration, clock.GetUtcNow()).FirstOrDefault(spec => spec.Name == name)
            ?? throw new ArgumentException($"{name} is not the name of a kubeconfig", nameof(name));
        var path = $"{directory}/{spec.FileName}";
        if (IsExternal(configuration))
        {
            return PkiResult.Line($"[kubeconfig] External CA mode: Using user provided {spec.FileName}");
        }

        var store = new CertificateStore(files, configuration.Cluster.CertificatesDir);
        using var authority = new StoredCertificates(store, clock).RequireAuthority(Authority);
        if (files.FileExists(path))
        {
            var checks = new KubeconfigChecks(files);
            checks.Require(path, [authority], spec.Server);
            return new(
                [new(ChangeKind.File, path, ChangeAction.Unchanged)],
                [$"[kubeconfig] Using existing kubeconfig file: \"{path}\""],
                checks.Warnings);
        }

        using var authorityKey = store.ReadKey(Authority.BaseName);
        var file = await CreateAsync(spec, configuration.Cluster.ClusterName, authority, authorityKey, cancellationToken);
        files.CreateDirectory(directory, NodeFileModes.PublicDirectory);
        files.WriteAllBytes(path, file.ToBytes(), NodeFileModes.PrivateFile);
        return new([new(ChangeKind.File, path, ChangeAction.Create)], [$"[kubeconfig] Writing \"{spec.FileName}\" kubeconfig file"], []);
    }

    /// <summary>With an external authority, the kubeconfigs must have been provided and trust it.</summary>
    /// <param name="configuration">The configuration, with its defaults.</param>
    /// <param name="directory">The folder of the files.</param>
    /// <returns>Warnings.</returns>
    /// <exception cref="KubeadmException">A file is missing (<c>KubeconfigNotFound</c>) or belongs to another cluster.</exception>
    public IReadOnlyList<string> RequireProvided(InitConfiguration configuration, string directory)
    {
        var authorities = new CertificateStore(files, configuration.Cluster.CertificatesDir).ReadChain(Authority.BaseName);
        var checks = new KubeconfigChecks(files);
        foreach (var spec in KubeconfigSpecs.ForRequests(configuration, clock.GetUtcNow()))
        {
            var path = $"{directory}/{spec.FileName}";
            if (!files.FileExists(path))
            {
                throw KubeconfigErrors.NotProvided(path);
            }

            checks.Require(path, authorities, spec.Server);
        }

        return checks.Warnings;
    }

    private static CertificateSpec Authority { get; } = CertificateCatalog.Find(CertificateCatalog.ClusterAuthority);

    private async Task<KubeconfigFile> CreateAsync(
        KubeconfigSpec spec,
        string clusterName,
        X509Certificate2 authority,
        AsymmetricAlgorithm authorityKey,
        CancellationToken cancellationToken)
    {
        using var key = await keys.TakeAsync(spec.Client.Algorithm, cancellationToken);
        using var certificate = CertificateBuilder.CreateLeaf(spec.Client, key, authority, authorityKey);
        return KubeconfigFile.Create(
            clusterName,
            new KubeconfigCluster { Server = spec.Server, CertificateAuthorityData = CertificatePem.Write(authority) },
            spec.Client.CommonName,
            new KubeconfigUser { ClientCertificateData = CertificatePem.Write(certificate), ClientKeyData = KeyPem.WritePrivate(key) });
    }

    private bool IsExternal(InitConfiguration configuration) =>
        _external.IsExternal(configuration.Cluster, CertificateCatalog.ClusterAuthority);
}
