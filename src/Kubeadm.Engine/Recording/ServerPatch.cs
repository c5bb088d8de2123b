using System.Text.Json.Nodes;
using Kubeadm.Engine.Patches;

namespace Kubeadm.Engine.Recording;

/// <summary>How an <see cref="InMemoryApiServer"/> patches objects.</summary>
internal static class ServerPatch
{
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";

    private static readonly string[] ServerFields = ["uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"];

    /// <summary>The object after a patch of a media type.</summary>
    /// <exception cref="PatchException">The patch does not fit, or the type is none of the three.</exception>
    public static JsonNode Apply(string resource, JsonObject before, JsonNode body, string? type) => (type, resource) switch
    {
        (Json, _) => JsonPatch.Apply(before, body),
        (Merge, _) => JsonMergePatch.Apply(before, body),
        (Strategic, "pods") => StrategicMergePatch.Apply(before, body, PatchSchema.Pod),
        (Strategic, "deployments" or "daemonsets") => StrategicMergePatch.Apply(before, body, PatchSchema.Deployment),

        // Of the other kinds that kubeadm patches, only Nodes, no list that it touches has a merge key: they are replaced whole.
        (Strategic, _) => JsonMergePatch.Apply(before, body),
        _ => throw PatchErrors.UnknownMediaType(type),
    };

    /// <summary>A copy of an object without what a server adds to it.</summary>
    public static JsonObject WithoutServerFields(JsonObject value)
    {
        var copy = value.DeepClone().AsObject();
        foreach (var field in ServerFields)
        {
            (copy["metadata"] as JsonObject)?.Remove(field);
        }

        return copy;
    }
}
