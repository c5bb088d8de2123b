using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// The merge patch of RFC 7386, with the one liberty that Kubernetes' implementation takes: where a list replaces something that
/// is not an object, null fields of the objects in it are dropped as well.
/// </summary>
public static class JsonMergePatch
{
    /// <summary>Applies a patch; neither argument is altered.</summary>
    /// <param name="target">The document.</param>
    /// <param name="patch">The patch: an object, or a list that takes the document's place.</param>
    /// <exception cref="PatchException">The patch is neither an object nor a list.</exception>
    public static JsonNode Apply(JsonObject target, JsonNode? patch)
    {
        ArgumentNullException.ThrowIfNull(target);
        switch (patch?.DeepClone())
        {
            case JsonObject fields:
                var result = target.DeepClone().AsObject();
                Merge(result, fields);
                return result;
            case JsonArray list:
                Directives.DropNulls(list);
                return list;
            default:
                throw PatchErrors.MergePatchNotObject(patch);
        }
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in JsonValues.Detach(patch))
        {
            if (value is null)
            {
                target.Remove(name);
                continue;
            }

            var current = target[name];
            if (current is JsonObject inner)
            {
                if (value is JsonObject fields)
                {
                    Merge(inner, fields);
                    continue;
                }
            }
            else
            {
                Directives.DropNulls(value);
            }

            target[name] = value;
        }
    }
}
