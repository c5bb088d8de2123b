using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>Merging of lists in a strategic merge patch: objects by their key, scalars as a set.</summary>
internal static class StrategicList
{
    /// <summary>Merges a list of a patch into a list of the document.</summary>
    public static JsonArray Merge(JsonArray original, JsonArray patch, PatchSchema elements, MergeRule rule)
    {
        if (original.Count == 0 && patch.Count == 0)
        {
            return [];
        }

        RequireLength(original, patch);
        var type = ElementType(original, patch);
        var current = JsonValues.Detach(original);
        var changes = JsonValues.Detach(patch);
        if (type != JsonType.Object)
        {
            var set = Deduplicate([.. current, .. changes]);
            var (fromPatch, fromOriginal) = ElementOrder.Partition(set, changes, null);
            return JsonValues.ToArray(ElementOrder.Normalize(fromPatch, fromOriginal, changes, current, null));
        }

        var key = rule.Key ?? throw PatchErrors.NoMergeKey(elements.Name);
        changes = ApplyDirectives(ref current, changes, key);
        List<JsonNode?> merged = [.. current];
        MergeByKey(merged, changes, key, elements);
        var (patchItems, otherItems) = ElementOrder.Partition(merged, changes, key);
        return JsonValues.ToArray(ElementOrder.Normalize(patchItems, otherItems, changes, current, key));
    }

    /// <summary>Merges two lists of which at least one is there, and puts the result in a given order.</summary>
    public static JsonArray MergeInOrder(JsonArray? original, JsonArray? patch, JsonArray order, PatchSchema elements, MergeRule? rule)
    {
        RequireLength(original, patch, order);
        ElementType(original ?? [], patch ?? [], mayBeEmpty: false);
        List<JsonNode?> before = [.. original ?? []];
        JsonArray merged;
        if (original is null)
        {
            Directives.Strip(patch);
            merged = patch!;
        }
        else if (patch is null)
        {
            merged = original;
        }
        else
        {
            merged = rule is null ? patch : Merge(original, patch, elements, rule);
        }

        var wanted = order.ToList();
        var (ordered, others) = ElementOrder.Partition(JsonValues.Detach(merged), wanted, rule?.Key);
        return JsonValues.ToArray(ElementOrder.Normalize(ordered, others, wanted, before, rule?.Key));
    }

    /// <summary>Removes elements from a list: scalars that are named, objects by the directives in the list.</summary>
    public static JsonArray Delete(JsonArray original, JsonArray toDelete, PatchSchema elements, MergeRule? rule)
    {
        if (original.Count == 0 && toDelete.Count == 0)
        {
            return [];
        }

        if (ElementType(original, toDelete) == JsonType.Object)
        {
            return Merge(original, toDelete, elements, rule ?? new MergeRule(null));
        }

        var deleted = new ElementKeys([.. toDelete], null);
        return JsonValues.ToArray(JsonValues.Detach(original).Where(item => deleted.IndexOf(item) < 0));
    }

    private static void RequireLength(params JsonArray?[] lists)
    {
        if (lists.Sum(list => list?.Count ?? 0) is > PatchLimits.ListElements and var count)
        {
            throw PatchErrors.ListTooLong(count);
        }
    }

    private static JsonType ElementType(JsonArray original, JsonArray patch, bool mayBeEmpty = true)
    {
        var types = original.Concat(patch).Select(JsonValues.TypeOf).Distinct().ToList();
        return types switch
        {
            [] when !mayBeEmpty => throw PatchErrors.OrderedEmpty(),
            [] => JsonType.Null,
            [JsonType.Array] => throw PatchErrors.ListOfLists(),
            [JsonType.Null] => throw PatchErrors.ListOfNulls(),
            [var type] => type,
            _ => throw PatchErrors.MixedList(),
        };
    }

    private static List<JsonNode?> ApplyDirectives(ref List<JsonNode?> current, List<JsonNode?> changes, string key)
    {
        List<JsonNode?> plain = [];
        HashSet<(JsonType, string)?> deleted = [];
        var replace = false;
        foreach (var change in changes.Cast<JsonObject>())
        {
            if (!change.TryGetPropertyValue(Directives.Patch, out var directive))
            {
                plain.Add(change);
                continue;
            }

            switch (JsonValues.Text(directive))
            {
                case "delete":
                    deleted.Add(JsonValues.IdentityOf(ElementKeys.KeyOf(change, key)));
                    break;
                case "replace":
                    replace = true;
                    break;
                default:
                    throw PatchErrors.UnknownElementDirective(directive);
            }
        }

        if (replace)
        {
            current = plain;
            return [];
        }

        current.RemoveAll(item => IdentityOf(item, key) is { } identity && deleted.Contains(identity));
        return plain;
    }

    private static void MergeByKey(List<JsonNode?> merged, List<JsonNode?> changes, string key, PatchSchema elements)
    {
        var positions = PositionsOf(merged, key);
        foreach (var change in changes.Cast<JsonObject>())
        {
            var identity = JsonValues.IdentityOf(ElementKeys.KeyOf(change, key));
            if (identity is not { } known || !positions.TryGetValue(known, out var at))
            {
                merged.Add(change);
                if (identity is { } added)
                {
                    positions[added] = merged.Count - 1;
                }

                continue;
            }

            // The patch's element is taken apart by the merge but is still needed for its key, so a copy is merged.
            merged[at] = StrategicMergePatch.Merge(merged[at]!.AsObject(), change.DeepClone().AsObject(), elements);
            if (IdentityOf(merged[at], key) != identity)
            {
                positions = PositionsOf(merged, key);
            }
        }
    }

    /// <summary>The first position of each key.</summary>
    private static Dictionary<(JsonType, string), int> PositionsOf(List<JsonNode?> items, string key)
    {
        Dictionary<(JsonType, string), int> positions = [];
        for (var i = 0; i < items.Count; i++)
        {
            if (IdentityOf(items[i], key) is { } identity)
            {
                positions.TryAdd(identity, i);
            }
        }

        return positions;
    }

    private static (JsonType Type, string Text)? IdentityOf(JsonNode? item, string key) =>
        item is JsonObject fields && fields.TryGetPropertyValue(key, out var value) ? JsonValues.IdentityOf(value) : null;

    private static List<JsonNode?> Deduplicate(List<JsonNode?> items)
    {
        // Of equal scalars the first stays, and the last of the list takes the place of the other.
        var identities = items.ConvertAll(JsonValues.IdentityOf);
        for (var i = 0; i < items.Count - 1; i++)
        {
            for (var j = i + 1; j < items.Count; j++)
            {
                if (identities[i] is not null && identities[i] == identities[j])
                {
                    items[j] = items[^1];
                    identities[j] = identities[^1];
                    items.RemoveAt(items.Count - 1);
                    identities.RemoveAt(identities.Count - 1);
                    j--;
                }
            }
        }

        return items;
    }
}
