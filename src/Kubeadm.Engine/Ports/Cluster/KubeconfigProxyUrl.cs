using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>The proxy that a kubeconfig names for its cluster in use; the client library knows no such field.</summary>
internal static class KubeconfigProxyUrl
{
    /// <summary>Reads <c>proxy-url</c> of the current context's cluster; null when there is none.</summary>
    /// <param name="kubeconfig">The kubeconfig's document.</param>
    public static string? Find(JsonNode? kubeconfig)
    {
        var root = kubeconfig as JsonObject;
        var context = Entry(root, "contexts", Text(root, "current-context"), "context");
        return Text(Entry(root, "clusters", Text(context, "cluster"), "cluster"), "proxy-url") is { Length: > 0 } url ? url : null;
    }

    private static JsonObject? Entry(JsonObject? root, string list, string? name, string field) =>
        (root?[list] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(entry => Text(entry, "name") == name)?[field] as JsonObject;

    private static string? Text(JsonObject? fields, string name) =>
        fields?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
