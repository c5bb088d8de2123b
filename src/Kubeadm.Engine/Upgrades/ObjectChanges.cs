using System.Text.Json.Nodes;
using k8s;
using Kubeadm.Engine.Differences;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Upgrades;

/// <summary>What a piece of work would write to an object of the cluster.</summary>
/// <param name="Path">Resource, namespace and name: <c>deployments/kube-system/coredns</c>.</param>
/// <param name="Before">The object as it is, without what the server adds; null when there is none.</param>
/// <param name="After">The object as it would be, as far.</param>
internal sealed record ObjectChange(string Path, JsonObject? Before, JsonObject After)
{
    /// <summary>The change as a difference of texts.</summary>
    public FileDifference ToDifference(string afterName, int context = UnifiedDifference.DefaultContext) =>
        FileComparison.Compare(Path, Before is null ? "" : KubeYaml.Write(Before), KubeYaml.Write(After), afterName, context);
}

/// <summary>Finds out what a piece of work would write to a cluster: it runs over a record, and nothing is written.</summary>
/// <param name="live">The cluster.</param>
internal sealed class ObjectChanges(ApiObjects live)
{
    /// <summary>The objects that would be changed, in the order of their first writes, each as it is in the end.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ObjectChange>> OfAsync(Func<ApiObjects, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var record = new DryRunCluster(live.Api, live.Retry.Clock);
        using var client = record.Client;
        await work(new ApiObjects(client, live.Retry), cancellationToken);
        var changes = new List<ObjectChange>();
        foreach (var writes in record.Writes.Where(write => write.Verb != ApiVerb.Delete).GroupBy(PathOf))
        {
            var before = writes.First().Verb == ApiVerb.Create ? null : ServerDefaults.Strip(await ReadAsync(writes.First(), cancellationToken));
            changes.Add(new(writes.Key, before, ServerDefaults.Strip(writes.Last().Object)));
        }

        return changes;
    }

    private Task<JsonObject> ReadAsync(RecordedWrite write, CancellationToken cancellationToken)
    {
        var parts = write.Group.Split('/');
        var (group, version) = (parts[0] == "core" ? "" : parts[0], parts[1]);
        return live.Retry.RunAsync(
            $"read {PathOf(write)}",
            ct => write.Namespace.Length > 0
                ? live.Api.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(group, version, write.Namespace, write.Resource, write.Name, ct)
                : live.Api.CustomObjects.GetClusterCustomObjectAsync<JsonObject>(group, version, write.Resource, write.Name, ct),
            cancellationToken);
    }

    private static string PathOf(RecordedWrite write) => string.Join('/', new[] { write.Resource, write.Namespace, write.Name }.Where(part => part.Length > 0));
}
