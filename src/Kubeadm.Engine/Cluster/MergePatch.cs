using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Cluster;

/// <summary>JSON Merge Patch, RFC 7386: making one of two states and applying one.</summary>
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

    /// <summary>The state after a patch. The arguments stay as they are.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject fields)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject before ? before.DeepClone().AsObject() : [];
        foreach (var (name, value) in fields)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }
}
