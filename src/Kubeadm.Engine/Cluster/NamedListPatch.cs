using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Cluster;

/// <summary>
/// Strategic merge patches as far as an <see cref="InMemoryApiServer"/>, which knows no kinds, can have them: maps are merged,
/// Pod lists whose merge key is <c>name</c> are merged by it, other lists are replaced.
/// </summary>
internal static class NamedListPatch
{
    private static readonly HashSet<string> MergedByName = ["containers", "initContainers", "ephemeralContainers", "volumes", "env", "imagePullSecrets"];

    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var result = target.DeepClone().AsObject();
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    result.Remove(name);
                    break;
                case JsonObject fields:
                    result[name] = Apply(result[name] as JsonObject ?? [], fields);
                    break;
                case JsonArray items when MergedByName.Contains(name) && result[name] is JsonArray present:
                    result[name] = MergeByName(present, items);
                    break;
                default:
                    result[name] = value.DeepClone();
                    break;
            }
        }

        return result;
    }

    private static JsonArray MergeByName(JsonArray present, JsonArray items)
    {
        var merged = present.Select(item => item!.DeepClone().AsObject()).ToList();
        foreach (var item in items.OfType<JsonObject>())
        {
            var at = merged.FindIndex(other => (string?)other["name"] == (string?)item["name"]);
            if (at < 0)
            {
                merged.Add(item.DeepClone().AsObject());
            }
            else
            {
                merged[at] = Apply(merged[at], item);
            }
        }

        return new JsonArray([.. merged]);
    }
}
