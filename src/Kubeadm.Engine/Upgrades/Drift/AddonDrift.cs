using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Serialization.Json;

namespace Kubeadm.Engine.Upgrades.Drift;

/// <summary>
/// Finds what people changed by hand in the add-ons: what the add-ons' own code would write is compared with what is there, versions aside.
/// </summary>
/// <param name="objects">The cluster.</param>
/// <param name="addons">The add-ons as the upgrade writes them.</param>
/// <param name="dnsDomain">The cluster's domain.</param>
internal sealed class AddonDrift(ApiObjects objects, ClusterAddons addons, string dnsDomain)
{
    private const string Image = "image";
    private const string CorefilePath = $"configmaps/{ClusterNamespaces.System}/{CoreDnsManifests.Name}";

    /// <summary>The objects that were changed.</summary>
    /// <param name="warn">Receives what the add-ons' code warns of.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<UpgradeDrift>> FindAsync(Action<string> warn, CancellationToken cancellationToken)
    {
        var changes = await new ObjectChanges(objects).OfAsync((record, ct) => addons.UpgradeAddonsAsync(record, warn, ct), cancellationToken);
        var drift = changes.Where(change => change.Before is not null && IsWorkload(change))
            .Select(change => change with { After = WithRunningTags(change) })
            .Select(change => (change.Path, Difference: change.ToDifference("after the upgrade")))
            .Where(change => change.Difference.RemovedLines > 0)
            .Select(change => new UpgradeDrift(change.Path, UpgradeDrift.Lost, change.Difference));
        return [.. drift, .. await FindCorefileAsync(changes, cancellationToken)];
    }

    /// <summary>A Corefile of a person's own, which an upgrade keeps unless it must be changed for the new release.</summary>
    private async Task<IEnumerable<UpgradeDrift>> FindCorefileAsync(IReadOnlyList<ObjectChange> changes, CancellationToken cancellationToken)
    {
        var map = await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, CoreDnsManifests.Name, cancellationToken);
        if (map?.Data is not { } data || !data.TryGetValue(CoreDnsManifests.CorefileKey, out var corefile) || FormerCorefiles.Contain(corefile))
        {
            return [];
        }

        var plain = CoreDnsManifests.ConfigMap(dnsDomain).Data[CoreDnsManifests.CorefileKey];
        var written = changes.FirstOrDefault(change => change.Path == CorefilePath)?.After["data"] as JsonObject;
        var (outcome, difference) = JsonText.StringOf(written, CoreDnsManifests.CorefileKey) is { } next
            ? (UpgradeDrift.Adapted, FileComparison.Compare(CorefilePath, corefile, next, "after the upgrade"))
            : (UpgradeDrift.Kept, FileComparison.Compare(CorefilePath, plain, corefile, "as it is"));
        return difference.IsDifferent ? [new UpgradeDrift(CorefilePath, outcome, difference)] : [];
    }

    private static bool IsWorkload(ObjectChange change) => change.Path.StartsWith("deployments/", StringComparison.Ordinal) || change.Path.StartsWith("daemonsets/", StringComparison.Ordinal);

    /// <summary>Another tag is what an upgrade is for; another registry is a change by hand.</summary>
    private static JsonObject WithRunningTags(ObjectChange change)
    {
        var after = change.After.DeepClone().AsObject();
        foreach (var (next, running) in Containers(after).Zip(Containers(change.Before!)))
        {
            if (JsonText.StringOf(next, Image) is { } image && JsonText.StringOf(running, Image) is { } own && new KubeImage(image).Repository == new KubeImage(own).Repository)
            {
                next[Image] = own;
            }
        }

        return after;
    }

    private static IEnumerable<JsonObject> Containers(JsonObject workload) =>
        (workload["spec"]?["template"]?["spec"]?["containers"] as JsonArray ?? []).OfType<JsonObject>();
}
