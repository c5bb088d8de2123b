using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>The configuration that commands about a node's certificates go by: that of a file, else the cluster's, else the default one.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
/// <param name="log">What lines begin with: <c>[renew]</c>.</param>
internal sealed class CertificateConfiguration(EnginePorts ports, IEngineObserver observer, string log)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Reads it.</summary>
    /// <param name="configuration">The text of a configuration file; null means the cluster's, or the defaults where it does not answer.</param>
    /// <param name="certificatesDir">The folder of certificates; null means the configuration's.</param>
    /// <param name="kubeconfig">The kubeconfig's path; null means the administrator's.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KubeadmException">The given configuration cannot be used.</exception>
    public async Task<InitConfiguration> LoadAsync(ConfigurationText? configuration, string? certificatesDir, string? kubeconfig, CancellationToken cancellationToken)
    {
        var kept = configuration is null ? await FindKeptAsync(kubeconfig, cancellationToken) : null;
        var loaded = kept ?? await ConfigurationLoader.LoadInitAsync(configuration, new InitFlags(), ports.Node, LoadOptions.OfCluster, cancellationToken);
        var init = loaded.Configuration;
        init.Cluster.CertificatesDir = certificatesDir ?? init.Cluster.CertificatesDir;
        return init;
    }

    /// <summary>The certificates of a configuration: leaves, authorities, then the kubelet's own.</summary>
    /// <param name="node">The machine.</param>
    /// <param name="configuration">The configuration.</param>
    public static IReadOnlyList<KubeCertificate> Read(INode node, InitConfiguration configuration) =>
    [
        .. new CertificateInventory(node.Files, node.Clock).Read(configuration.Cluster, KubernetesPaths.ConfigurationDirectory),
        .. new KubeletCertificates(node.Files, node.Clock).Read(configuration.NodeRegistration),
    ];

    /// <summary>The cluster's configuration; null when it cannot be had, for certificates matter most when the cluster is down.</summary>
    private async Task<LoadedConfiguration<InitConfiguration>?> FindKeptAsync(string? kubeconfig, CancellationToken cancellationToken)
    {
        // Not the user's own kubeconfig: that may be of another cluster than this node's.
        var path = kubeconfig ?? KubernetesPaths.AdminKubeconfig;
        if (kubeconfig is null && !ports.Node.Files.FileExists(path))
        {
            ClusterConfigurationReader.AnnounceAbsence(observer.Verbose, path);
            return null;
        }

        try
        {
            using var access = ClusterAccess.Open(ports, path, TimeSpan.Zero, requestTimeout: RequestTimeout, cancellationToken: cancellationToken);
            return await ReadKeptAsync(access, cancellationToken);
        }
        catch (Exception e) when (IsUntold(e))
        {
            observer.Warning($"{log} The cluster did not tell its configuration, and the default one is used: {e.Message}");
            return null;
        }
    }

    private async Task<LoadedConfiguration<InitConfiguration>> ReadKeptAsync(ClusterAccess access, CancellationToken cancellationToken)
    {
        ClusterConfigurationReader.Announce(observer.Info, log);
        try
        {
            var kept = await new ClusterConfigurationReader(access.Objects).ReadAsync(cancellationToken);
            var loaded = await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, LoadOptions.OfCluster, cancellationToken);
            observer.Info("");
            return loaded;
        }
        catch (Exception e) when (IsUntold(e))
        {
            observer.Info($"{log} Error reading configuration from the Cluster. Falling back to default configuration");
            observer.Info("");
            throw;
        }
    }

    private static bool IsUntold(Exception error) => error is KubeadmException or IOException or UnauthorizedAccessException;
}
