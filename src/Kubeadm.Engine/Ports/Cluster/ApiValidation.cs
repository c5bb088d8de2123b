using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>The checks of an <c>InMemoryApiServer</c>: what no API server would take, whatever the kind.</summary>
internal static class ApiValidation
{
    private static readonly string[] ImmutableFields = ["roleRef", "spec.selector", "type"];

    /// <summary>The refusal of an object that cannot be, or null.</summary>
    public static HttpResponseMessage? Refuse(ApiPath path, JsonObject body, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return ApiStatus.Invalid(path, "", "metadata.name: Required value: name or generateName is required");
        }

        if (path.Name.Length > 0 && path.Name != name)
        {
            return ApiStatus.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})");
        }

        if ((string?)body["metadata"]!["namespace"] is { Length: > 0 } space && space != path.Namespace)
        {
            return ApiStatus.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        return (string?)body["apiVersion"] is { Length: > 0 } version && version != path.ApiVersion
            ? ApiStatus.BadRequest($"the API version in the data ({version}) does not match the expected API version ({path.ApiVersion})")
            : null;
    }

    /// <summary>Whether a write goes by an older version than the one that is kept.</summary>
    public static bool IsStale(JsonObject before, JsonObject body) =>
        (string?)body["metadata"]?["resourceVersion"] is { Length: > 0 } seen and not "0"
        && seen != (string?)before["metadata"]!["resourceVersion"];

    /// <summary>A field that the write changes but may not, or null.</summary>
    public static string? ImmutableChange(JsonObject before, JsonObject body) => ImmutableFields.FirstOrDefault(field =>
        field != "spec.selector" || IsWorkload(body) ? Changes(Find(before, field), Find(body, field)) : false);

    // A service's selector may change, a workload's not.
    private static bool IsWorkload(JsonObject body) => (string?)body["kind"] is "Deployment" or "DaemonSet";

    private static bool Changes(JsonNode? before, JsonNode? after) => before is not null && after is not null && !JsonNode.DeepEquals(before, after);

    private static JsonNode? Find(JsonObject value, string path) =>
        path.Split('.').Aggregate((JsonNode?)value, (at, name) => (at as JsonObject)?[name]);
}
