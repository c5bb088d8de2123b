using Kubeadm.Engine.Cluster;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Workflows;

/// <summary>Uploads the certificates that control planes share, encrypted, as <c>kubeadm init phase upload-certs --upload-certs</c> does.</summary>
/// <remarks>
/// kubeadm takes its defaults where it is given no configuration, and uploads empty files for those that it does not find. Here the
/// cluster's own configuration counts, and a file that is missing is an error: control planes could not join with what was uploaded.
/// </remarks>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
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

        using var access = ClusterAccess.Open(ports, request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig, ApiRetry.DefaultTimeout, request.DryRun);
        return await UploadAsync(access, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uploads them to a cluster that is open already.</summary>
    internal async Task<KubeCertificateUpload> UploadAsync(ClusterAccess access, CertificateUploadRequest request, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(access, request, cancellationToken).ConfigureAwait(false);
        var cluster = loaded.Cluster;
        cluster.CertificatesDir = request.CertificatesDir ?? cluster.CertificatesDir;
        RequireKeys(cluster);
        RequireSameCluster(access, cluster);
        var key = request.CertificateKey ?? (loaded.CertificateKey.Length > 0 ? loaded.CertificateKey : CertificateKey.Create());
        var (expires, changes) = await StoreAsync(access.Objects, cluster, key, ports.Node.Files, observer.Info, cancellationToken).ConfigureAwait(false);
        foreach (var change in changes)
        {
            observer.Verbose(change.ToString());
        }

        access.TellWrites(observer);
        return new KubeCertificateUpload
        {
            CertificateKey = key,
            CertificateKeyExpires = expires,
            Action = changes.First(change => change.Target == CertificatesSecret.Target).Action,
            Kubeconfig = access.KubeconfigPath,
        };
    }

    /// <summary>Encrypts the files and keeps them in the cluster.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="cluster">Its configuration, which says where the files are.</param>
    /// <param name="key">The certificate key.</param>
    /// <param name="files">The node's files.</param>
    /// <param name="say">Takes a line of the kind kubeadm prints.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>When the cluster removes them, and what was done.</returns>
    internal static async Task<(DateTimeOffset? Expires, IReadOnlyList<Change> Changes)> StoreAsync(
        ApiObjects objects, ClusterConfiguration cluster, string key, INodeFileSystem files, Action<string> say, CancellationToken cancellationToken)
    {
        var bytes = CertificateKey.Parse(key);
        say($"[upload-certs] Storing the certificates in Secret \"{ClusterNames.KubeadmCerts}\" in the \"{ClusterNames.SystemNamespace}\" Namespace");
        var encrypted = new UploadedCertificates(files).Collect(cluster, bytes);
        return await CertificatesSecret.EnsureAsync(objects, encrypted, bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The error of a node that does not have what further control planes need.</summary>
    internal static KubeadmException AuthorityIsElsewhere() =>
        new("InvalidArgument", "Certificates cannot be uploaded when the key of the CA or of the front proxy's CA is kept elsewhere.")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = "UploadCerts",
            Remedy = "Leave out -UploadCerts (--upload-certs) and copy the certificates to further control-plane nodes by hand.",
        };

    private async Task<InitConfiguration> LoadAsync(ClusterAccess access, CertificateUploadRequest request, CancellationToken cancellationToken)
    {
        var loaded = request.Configuration is { } text
            ? await ConfigurationLoader.LoadInitAsync(text, new InitFlags(), ports.Node, LoadOptions.OfCluster, cancellationToken).ConfigureAwait(false)
            : await ConfigurationLoader.LoadKeptAsync(
                await new ClusterConfigurationReader(access.Objects).ReadAsync(cancellationToken).ConfigureAwait(false),
                ports.Node,
                LoadOptions.OfCluster,
                cancellationToken).ConfigureAwait(false);
        observer.Warn(loaded.Findings);

        return loaded.Configuration;
    }

    private void RequireKeys(ClusterConfiguration cluster)
    {
        var external = new ExternalAuthorities(ports.Node.Files, ports.Node.Clock);
        if (external.IsExternal(cluster, CertificateCatalog.ClusterAuthority) || external.IsExternal(cluster, CertificateCatalog.FrontProxyAuthority))
        {
            throw AuthorityIsElsewhere();
        }

        if (new UploadedCertificates(ports.Node.Files).Missing(cluster) is [var first, ..] missing)
        {
            throw new KubeadmException("CertificateNotFound", $"control planes could not join with what this machine has: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not there")
            {
                Kind = KubeadmErrorKind.NotFound,
                Target = first,
                Remedy = "Run this on a control-plane node that has all certificates, or name their folder with -CertDir.",
            };
        }
    }

    /// <summary>This machine's certificates are no use to those who join another cluster.</summary>
    private void RequireSameCluster(ClusterAccess access, ClusterConfiguration cluster)
    {
        var store = new CertificateStore(ports.Node.Files, cluster.CertificatesDir);
        using var authority = store.ReadCertificate(CertificateCatalog.ClusterAuthority);
        var trusted = JoinCommand.From(access.Kubeconfig, access.KubeconfigPath, JoinCommand.Withheld, ports.Node.Files).CaCertHashes;
        if (!trusted.Contains(PublicKeyPin.Of(authority)))
        {
            throw new KubeadmException("CertificateAuthorityMismatch", $"{store.CertificatePath(CertificateCatalog.ClusterAuthority)} is not the authority of the cluster in {access.KubeconfigPath}")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = access.KubeconfigPath,
                Remedy = "Name the kubeconfig of this node's cluster with -Kubeconfig, or the folder of that cluster's certificates with -CertDir.",
            };
        }
    }
}
