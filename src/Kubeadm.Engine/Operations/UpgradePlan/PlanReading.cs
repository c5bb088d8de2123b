using Kubeadm.Engine.Addons;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Configuration;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Drift;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Operations.UpgradePlan;

/// <summary>Reads what a plan depends on: of the cluster, of this node and of the release server, side by side.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what could not be found out.</param>
/// <param name="objects">The cluster.</param>
/// <param name="cluster">The cluster's configuration.</param>
/// <param name="nodes">The cluster's Nodes.</param>
/// <param name="patches">The patches that an upgrade would apply.</param>
/// <param name="options">What is asked for.</param>
internal sealed class PlanReading(
    EnginePorts ports, IEngineObserver observer, ApiObjects objects, ClusterNodeConfiguration cluster, ClusterNodes nodes, PatchSet patches, PlanOptions options)
{
    /// <summary>How long the release server is waited for: a network without a way out may swallow questions.</summary>
    private static readonly TimeSpan LookupLimit = TimeSpan.FromSeconds(3);

    /// <summary>What is worth telling of a certificate's end.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(90);

    private readonly INode _node = ports.Node;

    /// <summary>Reads all of it.</summary>
    /// <param name="asksServer">Whether the release server is of interest.</param>
    /// <param name="withPreviews">Whether previews are.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<(PlanFacts Facts, KnownReleases Known)> ReadAsync(bool asksServer, bool withPreviews, CancellationToken cancellationToken)
    {
        var components = new ClusterVersions(objects);
        var kubelets = nodes.ReadKubeletsAsync(cancellationToken);
        var (coreDns, kubeProxy) = (CoreDnsAddon.FindAsync(objects, cancellationToken), KubeProxyAddon.FindAsync(objects, cancellationToken));
        var configs = new ClusterComponentConfigs(ports, observer).ReadAsync(objects, cancellationToken);
        var drift = ReadDriftAsync(cancellationToken);
        var etcd = ReadEtcdAsync(cancellationToken);
        var versions = ReadVersionsAsync(components, asksServer, withPreviews, cancellationToken);
        await Task.WhenAll(kubelets, coreDns, kubeProxy, configs, drift, etcd, versions);
        var (found, version, known) = await versions;
        return (new PlanFacts
        {
            ClusterVersion = version,
            Components = found,
            Kubelets = await kubelets,
            Cluster = cluster.Configuration.Cluster,
            CoreDns = await coreDns,
            KubeProxy = await kubeProxy,
            ComponentConfigs = await configs,
            Drift = await drift,
            Etcd = await etcd,
            ExpiringCertificates = ReadCertificates(),
            NodeProblems = await ReadNodeProblemsAsync(cancellationToken),
        }, known);
    }

    private async Task<(IReadOnlyList<ComponentVersion> Found, KubernetesVersion Version, KnownReleases Known)> ReadVersionsAsync(
        ClusterVersions versions, bool asksServer, bool withPreviews, CancellationToken cancellationToken)
    {
        var found = await versions.ReadComponentsAsync(cancellationToken);
        var version = await versions.ReadNewestApiServerAsync(found, cancellationToken);
        var lookup = new ReleaseLookup(ports.VersionResolver.Within(LookupLimit), observer.Warning);
        return (found, version, asksServer ? await lookup.FindAsync(version, withPreviews, cancellationToken) : new KnownReleases());
    }

    private Task<IReadOnlyList<UpgradeDrift>> ReadDriftAsync(CancellationToken cancellationToken) => TryAsync<UpgradeDrift>(
        "changes made by hand could not be looked for",
        async () =>
        {
            var configuration = cluster.Configuration;
            var kubelet = new KubeletDrift(_node, configuration, patches);
            List<UpgradeDrift> drift = [.. kubelet.FindInCluster(cluster.Kept.Kubelet!, $"configmaps/{ClusterConfigurationReader.PlaceOf(ComponentGroup.Kubelet)}")];
            if (!cluster.HasNode)
            {
                return drift;
            }

            drift.InsertRange(0, new ManifestDrift(_node, configuration, patches).Find());
            if (await kubelet.FindInFileAsync(cancellationToken) is { } file)
            {
                drift.Add(file);
            }

            var addons = new ClusterAddons(_node, configuration, patches, ports.Releases.Current);
            drift.AddRange(await new AddonDrift(objects, addons, configuration.Cluster.Networking.DnsDomain).FindAsync(observer.Warning, cancellationToken));
            return drift;
        });

    private Task<IReadOnlyList<EtcdEndpointHealth>> ReadEtcdAsync(CancellationToken cancellationToken) =>
        cluster is { HasNode: true, Configuration.Cluster: { Etcd.Local: not null, CertificatesDir: var folder } }
            ? TryAsync("etcd's members could not be asked how they are", () => new EtcdReview(objects, _node.Files, ports.ConnectEtcd).ReadAsync(folder, cancellationToken))
            : Task.FromResult<IReadOnlyList<EtcdEndpointHealth>>([]);

    /// <summary>What the checks of an upgrade would find that look at this node's manifests alone.</summary>
    private async Task<IReadOnlyList<string>> ReadNodeProblemsAsync(CancellationToken cancellationToken)
    {
        if (!cluster.HasNode)
        {
            return [];
        }

        var manifests = new StaticPodReader(_node.Files, KubernetesPaths.ManifestsDirectory);
        var checks = HazardChecks.Create(manifests, cluster.Configuration.Cluster, options.EtcdUpgrade);
        return [.. (await PreflightRunner.RunAsync(checks, options.Ignored, cancellationToken)).Where(check => check.Outcome == PreflightOutcome.Failed).SelectMany(check => check.Errors)];
    }

    private IReadOnlyList<KubeCertificate> ReadCertificates() => !cluster.HasNode ? [] :
    [
        .. new CertificateInventory(_node.Files, _node.Clock).Read(cluster.Configuration.Cluster, KubernetesPaths.ConfigurationDirectory)
            .Where(certificate => !certificate.IsMissing && certificate.ResidualTime < Soon),
    ];

    /// <summary>What is only worth knowing keeps no plan from being made.</summary>
    private async Task<IReadOnlyList<T>> TryAsync<T>(string failure, Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (ExpectedErrors.Includes(error))
        {
            observer.Warning($"{failure}: {error.Message}");
            return [];
        }
    }
}
