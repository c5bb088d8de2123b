using System.Collections.Specialized;
using System.Text.Json.Nodes;
using System.Web;
using k8s;
using k8s.Autorest;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Serialization.Json;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// The cluster of a dry run: reads fall through to a live cluster if there is one, writes stay here and are recorded in order.
/// A Node that is nowhere is answered as if its kubelet had registered it, and a Job that is made as if it had run, since nothing comes up in a dry run.
/// </summary>
public sealed class DryRunCluster : IDisposable
{
    private static readonly string[] NodeInfoFields =
    [
        "architecture", "bootID", "containerRuntimeVersion", "kernelVersion", "kubeProxyVersion",
        "kubeletVersion", "machineID", "operatingSystem", "osImage", "systemUUID",
    ];

    private readonly InMemoryApiServer _server;
    private readonly List<IDisposable> _connections = [];

    /// <summary>Creates the cluster.</summary>
    /// <param name="live">A live cluster to read from, or null.</param>
    /// <param name="clock">The clock for creation times.</param>
    /// <param name="onWrite">Is called with each write, while other requests wait; null means nobody is.</param>
    /// <param name="version">The version that it says it has where there is no live cluster; null where it does not tell.</param>
    public DryRunCluster(IKubernetes? live, TimeProvider clock, Action<RecordedWrite>? onWrite = null, string? version = null)
    {
        _server = new InMemoryApiServer(clock) { OnWrite = onWrite, Settle = Complete, GitVersion = version };
        Client = Over(live);
    }

    /// <summary>The client that the engine speaks to.</summary>
    public IKubernetes Client { get; }

    /// <summary>The writes so far, in order.</summary>
    public IReadOnlyList<RecordedWrite> Writes => _server.Writes;

    /// <summary>A client of this same cluster whose reads fall through to a live one by another connection: with other rights, at another address.</summary>
    /// <param name="live">The live cluster, or null. It is closed together with this one.</param>
    public IKubernetes Over(IKubernetes? live)
    {
        if (live is not null)
        {
            lock (_connections)
            {
                _connections.Add(live);
            }
        }

        return _server.CreateClient(
            async (path, query, cancellationToken) => (live is null ? null : await ReadAsync(live, path, query, cancellationToken)) ?? Registered(path),
            live is null ? [] : [new LiveVersion(live)]);
    }

    /// <summary>Stores an object as if it had been read from a live cluster.</summary>
    /// <param name="resource">The plural name of its kind.</param>
    /// <param name="value">The object, with its <c>apiVersion</c> and name.</param>
    public void Seed(string resource, JsonObject value) => _server.Seed(resource, value);

    /// <inheritdoc/>
    public void Dispose() => _connections.ForEach(connection => connection.Dispose());

    private static async Task<JsonObject?> ReadAsync(IKubernetes live, ApiPath path, string query, CancellationToken cancellationToken)
    {
        try
        {
            return path.Name.Length > 0
                ? await ReadObjectAsync(live.CustomObjects, path, cancellationToken)
                : await ListAsync(live.CustomObjects, path, HttpUtility.ParseQueryString(query), cancellationToken);
        }
        catch (HttpOperationException error) when (ApiErrors.IsNotFound(error))
        {
            return null;
        }
    }

    // The client's generic operations reach every kind: those of the core group too, whose name is empty.
    private static Task<JsonObject> ReadObjectAsync(ICustomObjectsOperations objects, ApiPath path, CancellationToken cancellationToken) =>
        path.Namespace.Length > 0
            ? objects.GetNamespacedCustomObjectAsync<JsonObject>(path.Group, path.Version, path.Namespace, path.Resource, path.Name, cancellationToken)
            : objects.GetClusterCustomObjectAsync<JsonObject>(path.Group, path.Version, path.Resource, path.Name, cancellationToken);

    /// <summary>Reads a whole list, since what is read is kept and handed out from here.</summary>
    private static async Task<JsonObject> ListAsync(
        ICustomObjectsOperations objects, ApiPath path, NameValueCollection query, CancellationToken cancellationToken)
    {
        var items = new JsonArray();
        await ApiPages.ForEachAsync($"list {path.Resource}", async token =>
        {
            var page = await ListPageAsync(objects, path, query, token, cancellationToken);
            foreach (var item in page["items"] as JsonArray ?? [])
            {
                items.Add(item?.DeepClone());
            }

            return JsonText.StringOf(page["metadata"] as JsonObject, "continue");
        });
        return new JsonObject { ["items"] = items };
    }

    private static Task<JsonObject> ListPageAsync(
        ICustomObjectsOperations objects, ApiPath path, NameValueCollection query, string? token, CancellationToken cancellationToken) =>
        path.Namespace.Length > 0
            ? objects.ListNamespacedCustomObjectAsync<JsonObject>(
                path.Group, path.Version, path.Namespace, path.Resource, continueParameter: token,
                fieldSelector: query["fieldSelector"], labelSelector: query["labelSelector"], cancellationToken: cancellationToken)
            : objects.ListClusterCustomObjectAsync<JsonObject>(
                path.Group, path.Version, path.Resource, continueParameter: token,
                fieldSelector: query["fieldSelector"], labelSelector: query["labelSelector"], cancellationToken: cancellationToken);

    private static void Complete(string resource, JsonObject value)
    {
        if (resource == "jobs")
        {
            value["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Complete", ["status"] = "True" }) };
        }
    }

    private static JsonObject? Registered(ApiPath path) => path is not { Group: "", Resource: "nodes", Name: { Length: > 0 } name }
        ? null
        : new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["kubernetes.io/hostname"] = name } },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 0 } },
                ["nodeInfo"] = new JsonObject(NodeInfoFields.Select(field => KeyValuePair.Create(field, (JsonNode?)""))),
            },
        };
}
