using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades;

/// <summary>The configuration that a cluster keeps, and of this node what its objects tell: what an upgrade starts from.</summary>
/// <param name="Configuration">The configuration, complete with defaults.</param>
/// <param name="Kept">The documents as the cluster keeps them.</param>
/// <param name="HasNode">Whether this machine's own part is in the configuration.</param>
internal sealed record ClusterNodeConfiguration(InitConfiguration Configuration, KeptConfigurations Kept, bool HasNode)
{
    /// <summary>Reads it.</summary>
    /// <param name="ports">The ways to the world.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <param name="objects">The cluster.</param>
    /// <param name="wanted">What of it is wanted.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">
    /// <c>ClusterTooOld</c>, <c>ClusterConfigurationMissing</c>, <c>KubeletConfigurationMissing</c>, <c>InvalidConfiguration</c>, <c>NodeNotFound</c>;
    /// and those of requests.
    /// </exception>
    public static async Task<ClusterNodeConfiguration> ReadAsync(
        EnginePorts ports, IEngineObserver observer, ApiObjects objects, ClusterNodeConfigurationParts wanted, CancellationToken cancellationToken)
    {
        ClusterConfigurationReader.Announce(observer.Info, wanted.Log);
        var reader = new ClusterConfigurationReader(objects);
        var kept = wanted.WithComponents ? await reader.ReadAsync(cancellationToken) : new KeptConfigurations(await reader.ReadClusterAsync(cancellationToken), null, null);
        if (wanted.WithComponents && kept.Kubelet is null)
        {
            throw ClusterObjectErrors.ComponentConfigurationMissing(ComponentGroup.Kubelet);
        }

        var options = new LoadOptions { AllowOldControlPlane = true, ForNode = false, VersionResolver = ports.VersionResolver, Releases = ports.Releases };
        var loaded = await LoadAsync(kept, ports, options, cancellationToken);
        var configuration = loaded.Configuration;
        RequireNearby(configuration.Cluster.KubernetesVersion, ports.Releases);
        observer.Warn(loaded.Findings, ClusterConfigurationReader.FindingPrefix);
        if (wanted.WithNode)
        {
            var node = await ReadNodeAsync(ports, observer, objects, cancellationToken);
            configuration.NodeRegistration = node.NodeRegistration;
            configuration.LocalApiEndpoint = node.LocalApiEndpoint;
        }

        KubeProxyDefaults.Apply(configuration.Cluster.Components.KubeProxy.Document, configuration.Cluster, configuration.LocalApiEndpoint, new FindingCollector());
        return new(configuration, kept, wanted.WithNode);
    }

    /// <summary>Says, for people, what the cluster's configuration is.</summary>
    public static void Print(ClusterConfiguration cluster, IEngineObserver observer)
    {
        observer.Info("[upgrade/config] Configuration used:");
        foreach (var line in ClusterConfigurationDocument.ToYaml(cluster).TrimEnd('\n').Split('\n'))
        {
            observer.Info("\t" + line);
        }
    }

    private static async Task<LoadedConfiguration<InitConfiguration>> LoadAsync(
        KeptConfigurations kept, EnginePorts ports, LoadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ConfigurationLoader.LoadKeptAsync(kept, ports.Node, options, cancellationToken);
        }
        catch (ConfigurationException problem)
        {
            throw ClusterObjectErrors.KeptConfigurationInvalid(problem);
        }
    }

    private static void RequireNearby(string running, ReleaseTable releases)
    {
        var own = releases.Current;
        if (KubernetesVersion.TryParse(running, out var cluster) && cluster < own.MinimumControlPlane)
        {
            throw UpgradePathErrors.ClusterTooOld(cluster, own.Current, UpgradePath.Between(cluster, own.Current, releases));
        }
    }

    private static Task<InitConfiguration> ReadNodeAsync(EnginePorts ports, IEngineObserver observer, ApiObjects objects, CancellationToken cancellationToken) =>
        new NodeConfigurationReader(objects, observer.Warning).ReadAsync(KubeletIdentity.NodeNameOf(ports.Node), () => Socket(ports), cancellationToken);

    private static string Socket(EnginePorts ports)
    {
        try
        {
            return KubeletRuntimeEndpoint.Find(ports.Node);
        }
        catch (KubeadmException)
        {
            return CriSockets.Default(ports.Node);
        }
    }
}

/// <summary>What of a cluster's configuration is wanted.</summary>
/// <param name="Log">What the lines about it begin with.</param>
/// <param name="WithNode">Whether this machine is one of the cluster's nodes, and its own part is wanted.</param>
/// <param name="WithComponents">Whether the components' configurations are wanted.</param>
internal sealed record ClusterNodeConfigurationParts(string Log, bool WithNode, bool WithComponents);
