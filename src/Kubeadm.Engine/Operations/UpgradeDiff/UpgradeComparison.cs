using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Operations.UpgradeDiff;

/// <summary>Compares what an upgrade would write with what is there: this node's static Pod manifests, and the cluster's objects. Nothing is written.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class UpgradeComparison(EnginePorts ports, IEngineObserver observer)
{
    private const string NewManifest = "new manifest";
    private const string NewObject = "new object";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly StaticPodReader _manifests = new(ports.Node.Files, KubernetesPaths.ManifestsDirectory);

    /// <summary>
    /// The manifests in kubeadm's order, etcd's after them where it is the cluster's own, then the cluster's objects that would be written.
    /// Manifests are compared as the texts they are.
    /// </summary>
    /// <exception cref="KubeadmException">
    /// <c>ManifestNotFound</c>, <c>ClusterTooOld</c>, <c>InvalidVersion</c>, <c>InvalidConfiguration</c>, <c>InvalidPatch</c>, <c>NodeNotFound</c>,
    /// <c>ClusterConfigurationMissing</c>, <c>KubeconfigNotFound</c>; and those of requests.
    /// </exception>
    public async Task<IReadOnlyList<FileDifference>> RunAsync(UpgradeDiffRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var texts = StaticPodComponents.ControlPlane.ToDictionary(component => component, _manifests.ReadText);
        var loaded = await ConfigurationLoader.LoadUpgradeDiffAsync(request.Configuration, request.Flags, ports.Node, new LoadOptions(), cancellationToken);
        observer.Warn(loaded.Findings);
        var upgrade = loaded.Configuration;
        var patches = PatchSet.Load(ports.Node.Files, upgrade.Apply.Patches?.Directory);
        using var access = ClusterAccess.Open(ports, request.Kubeconfig, Patience, cancellationToken: cancellationToken);
        var parts = new ClusterNodeConfigurationParts("[upgrade/diff]", WithNode: true, request.WithCluster);
        var configuration = (await ClusterNodeConfiguration.ReadAsync(ports, observer, access.Objects, parts, cancellationToken)).Configuration;
        configuration.Timeouts = upgrade.Timeouts;
        var wanted = request.Version ?? (upgrade.Diff.KubernetesVersion is { Length: > 0 } version ? version : configuration.Cluster.KubernetesVersion);
        configuration.Cluster.KubernetesVersion = (await ports.VersionResolver.ResolveAsync(wanted, cancellationToken)).Announce(observer.Warning).ToTag();

        if (configuration.Cluster.Etcd.Local is not null && _manifests.Exists(ComponentNames.Etcd))
        {
            texts[ComponentNames.Etcd] = _manifests.ReadText(ComponentNames.Etcd);
        }

        var context = upgrade.Diff.ContextLines;
        var manifests = texts.Select(manifest => Compare(manifest.Key, manifest.Value, configuration, patches, context));
        return request.WithCluster ? [.. manifests, .. await CompareObjectsAsync(access.Objects, configuration, patches, context, cancellationToken)] : [.. manifests];
    }

    private FileDifference Compare(string component, string text, InitConfiguration configuration, PatchSet patches, int context)
    {
        var (yaml, applied) = StaticPodWriter.Render(new StaticPodManifests(ports.Node, configuration, observer.Warning).Create(component), patches);
        return FileComparison.Compare(_manifests.PathOf(component), text, yaml, NewManifest, context) with { Patches = [.. applied.Select(patch => patch.Path).Distinct()] };
    }

    private async Task<IEnumerable<FileDifference>> CompareObjectsAsync(
        ApiObjects objects, InitConfiguration configuration, PatchSet patches, int context, CancellationToken cancellationToken)
    {
        var addons = new ClusterAddons(ports.Node, configuration, patches, ports.Releases.Current);
        var changes = await new ObjectChanges(objects).OfAsync(
            async (record, ct) =>
            {
                await addons.EnsureConfigurationsAsync(record, ct);
                await addons.UpgradeAddonsAsync(record, observer.Warning, ct);
            },
            cancellationToken);
        return changes.Select(change => change.ToDifference(NewObject, context)).Where(difference => difference.IsDifferent);
    }
}
