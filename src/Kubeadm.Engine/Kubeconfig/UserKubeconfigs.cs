using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Creates kubeconfigs for users of a cluster. The authority is read once for all of them. For one thread at a time.</summary>
public sealed class UserKubeconfigs : IDisposable
{
    private readonly ClusterConfiguration _cluster;
    private readonly string _server;
    private readonly byte[] _authorityPem;
    private readonly X509Certificate2 _authority;
    private readonly AsymmetricAlgorithm _authorityKey;
    private readonly TimeProvider _clock;
    private readonly KeyFactory _keys;

    /// <summary>Reads the authority.</summary>
    /// <param name="files">The node's files.</param>
    /// <param name="clock">The clock that validity counts from.</param>
    /// <param name="keys">Where keys come from.</param>
    /// <param name="configuration">The cluster, and this node's endpoint where the cluster has no stable one.</param>
    /// <exception cref="KubeadmException">The authority or its key is not there or cannot be used.</exception>
    public UserKubeconfigs(INodeFileSystem files, TimeProvider clock, KeyFactory keys, InitConfiguration configuration)
    {
        _clock = clock;
        _keys = keys;
        _cluster = configuration.Cluster;
        _server = ControlPlaneEndpoint.Url(configuration);
        var spec = CertificateCatalog.Find(CertificateCatalog.ClusterAuthority);
        var store = new CertificateStore(files, _cluster.CertificatesDir);
        _authority = new StoredCertificates(store, clock).RequireAuthority(spec);
        _authorityKey = store.ReadKey(spec.BaseName);
        _authorityPem = CertificatePem.Write(_authority);
    }

    /// <summary>Creates a kubeconfig with a client certificate.</summary>
    /// <param name="clientName">The user's name.</param>
    /// <param name="groups">The user's groups.</param>
    /// <param name="validity">How long the certificate is valid; null means as long as the cluster's other certificates.</param>
    /// <param name="cancellationToken">Ends the waiting for a key.</param>
    /// <exception cref="KubeadmException">The period is none (<c>InvalidValidityPeriod</c>).</exception>
    public async Task<KubeconfigFile> CreateAsync(
        string clientName, IReadOnlyList<string> groups, TimeSpan? validity, CancellationToken cancellationToken)
    {
        var notAfter = ValidityPeriod.EndOf(_clock.GetUtcNow(), validity ?? CertificateCatalog.LeafValidity(_cluster), $"validity period of {clientName}");
        var profile = KubeconfigSpecs.Client(_cluster, clientName, groups, notAfter);
        using var key = await _keys.TakeAsync(profile.Algorithm, cancellationToken);
        using var certificate = CertificateBuilder.CreateLeaf(profile, key, _authority, _authorityKey);
        return Create(
            clientName,
            new KubeconfigUser { ClientCertificateData = CertificatePem.Write(certificate), ClientKeyData = KeyPem.WritePrivate(key) });
    }

    /// <summary>Creates a kubeconfig with a bearer token.</summary>
    /// <param name="clientName">The user's name in the file.</param>
    /// <param name="token">The token. A secret.</param>
    public KubeconfigFile CreateWithToken(string clientName, string token) => Create(clientName, new KubeconfigUser { Token = token });

    /// <inheritdoc/>
    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
    }

    private KubeconfigFile Create(string clientName, KubeconfigUser user) =>
        KubeconfigFile.Create(
            _cluster.ClusterName,
            new KubeconfigCluster { Server = _server, CertificateAuthorityData = _authorityPem },
            clientName,
            user);
}
