using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// The order of a list after a strategic merge: elements of the patch stay in the patch's order, the others in the document's,
/// and the two are woven by the document's order as far as it tells.
/// </summary>
internal static class ElementOrder
{
    /// <summary>Divides elements into those that a list has and those that it has not.</summary>
    public static (List<JsonNode?> Present, List<JsonNode?> Others) Partition(List<JsonNode?> items, List<JsonNode?> by, string? key)
    {
        var keys = new ElementKeys(by, key);
        var groups = items.ToLookup(item => keys.IndexOf(item) >= 0);
        return ([.. groups[true]], [.. groups[false]]);
    }

    /// <summary>Sorts each group by its own list and weaves them by the document's order.</summary>
    public static IEnumerable<JsonNode?> Normalize(
        List<JsonNode?> fromPatch, List<JsonNode?> fromOriginal, List<JsonNode?> patchOrder, List<JsonNode?> originalOrder, string? key)
    {
        var original = new ElementKeys(originalOrder, key);
        Sort(fromPatch, new ElementKeys(patchOrder, key));
        Sort(fromOriginal, original);
        return Weave(fromOriginal, fromPatch, original);
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
            var wanted = new ElementKeys([item], key);
            while (position < order.Count && wanted.IndexOf(order[position]) < 0)
            {
                position++;
            }

            if (position++ >= order.Count)
            {
                throw PatchErrors.OutOfOrder();
            }
        }
    }

    // An element that the order does not know goes before its neighbour: insertion by exactly this rule gives Kubernetes' order.
    private static void Sort(List<JsonNode?> items, ElementKeys order)
    {
        var positions = items.ConvertAll(order.IndexOf);
        if (!positions.Contains(-1))
        {
            var sorted = items.Zip(positions).OrderBy(pair => pair.Second).Select(pair => pair.First).ToList();
            items.Clear();
            items.AddRange(sorted);
            return;
        }

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

    private static IEnumerable<JsonNode?> Weave(List<JsonNode?> others, List<JsonNode?> fromPatch, ElementKeys order)
    {
        var patchPositions = fromPatch.ConvertAll(order.IndexOf);
        var otherPositions = others.ConvertAll(order.IndexOf);
        for (int i = 0, j = 0; i < others.Count || j < fromPatch.Count;)
        {
            var takeOther = j >= fromPatch.Count
                || (i < others.Count && otherPositions[i] >= 0 && patchPositions[j] >= 0 && otherPositions[i] < patchPositions[j]);
            yield return takeOther ? others[i++] : fromPatch[j++];
        }
    }
}
