using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Creates JSON Merge Patches (RFC 7386).</summary>
public static class MergePatch
{
    /// <summary>The patch that turns one state into another; empty when they are equal. Lists are replaced whole.</summary>
    public static JsonObject Between(JsonObject from, JsonObject to)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in from.Where(field => field.Value is not null && to[field.Key] is null))
        {
            patch[name] = null;
        }

        foreach (var (name, value) in to.Where(field => field.Value is not null))
        {
            if (from[name] is JsonObject before && value is JsonObject after)
            {
                if (Between(before, after) is { Count: > 0 } inner)
                {
                    patch[name] = inner;
                }
            }
            else if (!JsonNode.DeepEquals(from[name], value))
            {
                patch[name] = value!.DeepClone();
            }
        }

        return patch;
    }
}
