using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// The order of a list after a strategic merge: elements of the patch stay in the patch's order, the others in the document's,
/// and the two are woven by the document's order as far as it tells.
/// </summary>
internal static class ElementOrder
{
    /// <summary>The value of an element's key.</summary>
    /// <exception cref="PatchException">The element is not an object or lacks its key.</exception>
    public static JsonNode? KeyOf(JsonNode? item, string key) =>
        item is JsonObject fields && fields.TryGetPropertyValue(key, out var value)
            ? value
            : throw new PatchException($"an element of a list lacks the field \"{key}\", by which the list is merged: {Show(item)}");

    /// <summary>Divides elements into those that a list has and those that it has not.</summary>
    public static (List<JsonNode?> Present, List<JsonNode?> Others) Partition(List<JsonNode?> items, List<JsonNode?> by, string? key)
    {
        var groups = items.ToLookup(item => by.Any(other => Same(item, other, key)));
        return ([.. groups[true]], [.. groups[false]]);
    }

    /// <summary>Sorts each group by its own list and weaves them by the document's order.</summary>
    public static IEnumerable<JsonNode?> Normalize(
        List<JsonNode?> fromPatch, List<JsonNode?> fromOriginal, List<JsonNode?> patchOrder, List<JsonNode?> originalOrder, string? key)
    {
        Sort(fromPatch, patchOrder, key);
        Sort(fromOriginal, originalOrder, key);
        return Weave(fromOriginal, fromPatch, originalOrder, key);
    }

    /// <summary>Checks that the elements of a patch stand in the order that the patch itself asks for.</summary>
    public static void Check(JsonArray patch, JsonArray order, string? key)
    {
        if (order.Count == 0 || patch.Count == 0)
        {
            return;
        }

        var position = 0;
        foreach (var item in patch.Where(item => item is not JsonObject fields || !fields.ContainsKey(Directives.Patch)))
        {
            while (position < order.Count && !Same(item, order[position], key))
            {
                position++;
            }

            if (position++ >= order.Count)
            {
                throw new PatchException($"the elements of the patch's list are not in the order of its {Directives.SetElementOrder}");
            }
        }
    }

    private static bool Same(JsonNode? left, JsonNode? right, string? key) =>
        key is null ? JsonValues.SameScalar(left, right) : JsonValues.SameScalar(ScalarKeyOf(left, key), ScalarKeyOf(right, key));

    private static JsonNode? ScalarKeyOf(JsonNode? item, string key) => KeyOf(item, key) is var value and not (JsonObject or JsonArray)
        ? value
        : throw new PatchException($"the field \"{key}\", by which a list is merged, must be a scalar: {Show(item)}");

    private static string Show(JsonNode? item) => item?.ToJsonString() ?? "null";

    private static int IndexOf(List<JsonNode?> order, JsonNode? item, string? key) => order.FindIndex(other => Same(item, other, key));

    // An element that the order does not know goes before its neighbour: insertion by exactly this rule gives Kubernetes' order.
    private static void Sort(List<JsonNode?> items, List<JsonNode?> order, string? key)
    {
        var positions = items.ConvertAll(item => IndexOf(order, item, key));
        for (var i = 1; i < items.Count; i++)
        {
            for (var j = i; j > 0 && Before(positions[j], positions[j - 1]); j--)
            {
                (items[j], items[j - 1]) = (items[j - 1], items[j]);
                (positions[j], positions[j - 1]) = (positions[j - 1], positions[j]);
            }
        }

        static bool Before(int left, int right) => left < 0 || right < 0 || left < right;
    }

    private static IEnumerable<JsonNode?> Weave(List<JsonNode?> others, List<JsonNode?> fromPatch, List<JsonNode?> order, string? key)
    {
        var patchPositions = fromPatch.ConvertAll(item => IndexOf(order, item, key));
        var otherPositions = others.ConvertAll(item => IndexOf(order, item, key));
        for (int i = 0, j = 0; i < others.Count || j < fromPatch.Count;)
        {
            var takeOther = j >= fromPatch.Count
                || (i < others.Count && otherPositions[i] >= 0 && patchPositions[j] >= 0 && otherPositions[i] < patchPositions[j]);
            yield return takeOther ? others[i++] : fromPatch[j++];
        }
    }
}
