using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Discovery;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>Uploads the certificates that control planes share, encrypted, as <c>kubeadm init phase upload-certs --upload-certs</c> does.</summary>
/// <remarks>
/// kubeadm takes its defaults where it is given no configuration, and uploads empty files for those that it does not find. Here the
/// cluster's own configuration counts, and a file that is missing is an error: control planes could not join with what was uploaded.
/// </remarks>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class CertificateUpload(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>Uploads them.</summary>
    /// <exception cref="KubeadmException">
    /// <c>InvalidCertificateKey</c>, <c>CertificateNotFound</c>, <c>CertificateAuthorityMismatch</c>, <c>InvalidArgument</c>,
    /// <c>KubeconfigNotFound</c>, <c>InvalidConfiguration</c>, and those of requests. Nothing was uploaded then.
    /// </exception>
    public async Task<KubeCertificateUpload> UploadAsync(CertificateUploadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.CertificateKey is { } key)
        {
            CertificateKey.Parse(key);
        }

        using var access = ClusterAccess.Open(ports, request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig, ApiRetry.DefaultTimeout, request.DryRun, cancellationToken: cancellationToken);
        return await UploadAsync(access, request, cancellationToken);
    }

    /// <summary>Uploads them to a cluster that is open already.</summary>
    internal async Task<KubeCertificateUpload> UploadAsync(ClusterAccess access, CertificateUploadRequest request, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(access, request, cancellationToken);
        var cluster = loaded.Cluster;
        cluster.CertificatesDir = request.CertificatesDir ?? cluster.CertificatesDir;
        RequireKeys(cluster);
        RequireSameCluster(access, cluster);
        var key = request.CertificateKey ?? (loaded.CertificateKey.Length > 0 ? loaded.CertificateKey : CertificateKey.Create());
        var (expires, changes) = await CertificatesSecretWriter.StoreAsync(access.Objects, cluster, key, ports.Node.Files, observer.Info, cancellationToken);
        foreach (var change in changes)
        {
            observer.Verbose(change.ToString());
        }

        access.TellWrites(observer);
        return new KubeCertificateUpload(key)
        {
            CertificateKeyExpires = expires?.UtcDateTime,
            Namespace = ClusterNamespaces.System,
            SecretName = ClusterNames.KubeadmCerts,
            Action = changes.First(change => change.Target == CertificatesSecret.Target).Action,
            Kubeconfig = access.KubeconfigPath,
        };
    }

    private async Task<InitConfiguration> LoadAsync(ClusterAccess access, CertificateUploadRequest request, CancellationToken cancellationToken)
    {
        var loaded = request.Configuration is { } text
            ? await ConfigurationLoader.LoadInitAsync(text, new InitFlags(), ports.Node, LoadOptions.OfCluster, cancellationToken)
            : await ConfigurationLoader.LoadKeptAsync(
                await new ClusterConfigurationReader(access.Objects).ReadAsync(cancellationToken),
                ports.Node,
                LoadOptions.OfCluster,
                cancellationToken);
        observer.Warn(loaded.Findings);

        return loaded.Configuration;
    }

    private void RequireKeys(ClusterConfiguration cluster)
    {
        var external = new ExternalAuthorities(ports.Node.Files, ports.Node.Clock);
        if (external.IsExternal(cluster, CertificateCatalog.ClusterAuthority) || external.IsExternal(cluster, CertificateCatalog.FrontProxyAuthority))
        {
            throw ClusterObjectErrors.AuthorityIsElsewhere();
        }

        if (new UploadedCertificates(ports.Node.Files).Missing(cluster) is { Count: > 0 } missing)
        {
            throw CertificateErrors.NothingToUpload(missing);
        }
    }

    /// <summary>This machine's certificates are no use to those who join another cluster.</summary>
    private void RequireSameCluster(ClusterAccess access, ClusterConfiguration cluster)
    {
        var store = new CertificateStore(ports.Node.Files, cluster.CertificatesDir);
        using var authority = store.ReadCertificate(CertificateCatalog.ClusterAuthority);
        var trusted = ClusterJoinCommand.From(access.Kubeconfig, access.KubeconfigPath, JoinCommandLine.Withheld, ports.Node.Files).CaCertHashes;
        if (!trusted.Contains(PublicKeyPin.Of(authority)))
        {
            throw CertificateErrors.AuthorityMismatch(store.CertificatePath(CertificateCatalog.ClusterAuthority), access.KubeconfigPath);
        }
    }
}
