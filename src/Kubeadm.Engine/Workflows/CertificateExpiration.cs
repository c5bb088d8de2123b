using Kubeadm.Engine.Cluster;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Workflows;

/// <summary>Tells how long the certificates of this node last, as <c>kubeadm certs check-expiration</c> does, and the kubelet's too.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class CertificateExpiration(EnginePorts ports, IEngineObserver observer)
{
    private const string Log = "[check-expiration]";

    /// <summary>
    /// The certificates: leaves, authorities, then the kubelet's own. What is missing is marked so; what cannot be read has a
    /// <see cref="KubeCertificate.Problem"/>.
    /// </summary>
    /// <param name="configuration">The text of a configuration file; null means the cluster's, or the defaults where it does not answer.</param>
    /// <param name="certificatesDir">The folder of certificates; null means the configuration's.</param>
    /// <param name="kubeconfig">The kubeconfig's path; null means the administrator's.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KubeadmException">The given configuration cannot be used.</exception>
    public async Task<IReadOnlyList<KubeCertificate>> ReadAsync(
        string? configuration, string? certificatesDir, string? kubeconfig, CancellationToken cancellationToken)
    {
        var options = new LoadOptions { ForNode = false, SkipCriDetection = true, VersionResolver = VersionResolver.Offline };
        var kept = configuration is null ? await FindKeptAsync(kubeconfig, options, cancellationToken).ConfigureAwait(false) : null;
        var loaded = kept ?? await ConfigurationLoader.LoadInitAsync(configuration, new InitFlags(), ports.Node, options, cancellationToken).ConfigureAwait(false);
        var init = loaded.Configuration;
        init.Cluster.CertificatesDir = certificatesDir ?? init.Cluster.CertificatesDir;
        var (files, clock) = (ports.Node.Files, ports.Node.Clock);
        return
        [
            .. new CertificateInventory(files, clock).Read(init.Cluster, KubernetesPaths.ConfigurationDirectory),
            .. new KubeletCertificates(files, clock).Read(init.NodeRegistration),
        ];
    }

    /// <summary>The cluster's configuration; null when it cannot be had, for certificates matter most when the cluster is down.</summary>
    private async Task<LoadedConfiguration<InitConfiguration>?> FindKeptAsync(string? kubeconfig, LoadOptions options, CancellationToken cancellationToken)
    {
        // Not the user's own kubeconfig: that may be of another cluster than this node's.
        var path = kubeconfig ?? KubernetesPaths.AdminKubeconfig;
        if (kubeconfig is null && !ports.Node.Files.FileExists(path))
        {
            observer.Verbose($"{path} is not there: the cluster is not asked for its configuration.");
            return null;
        }

        try
        {
            using var access = ClusterAccess.Open(ports, path, TimeSpan.Zero);
            observer.Info($"{Log} Reading configuration from the \"{ClusterNames.KubeadmConfig}\" ConfigMap in namespace \"{ClusterNames.SystemNamespace}\"...");
            observer.Info($"{Log} Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.");
            var kept = await new ClusterConfigurationReader(access.Objects).ReadAsync(cancellationToken).ConfigureAwait(false);
            var loaded = await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, options, cancellationToken).ConfigureAwait(false);
            observer.Info("");
            return loaded;
        }
        catch (Exception e) when (e is KubeadmException or IOException or UnauthorizedAccessException)
        {
            observer.Warning($"{Log} The cluster did not tell its configuration, and the default one is used: {e.Message}");
            return null;
        }
    }
}
