using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// Kubernetes' strategic merge patch: a merge patch that knows which lists are merged by which key, with the directives
/// <c>$patch</c>, <c>$retainKeys</c>, <c>$setElementOrder/field</c> and <c>$deleteFromPrimitiveList/field</c>
/// (Kubernetes' documentation: "Update API Objects in Place Using kubectl patch").
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>Applies a patch; neither argument is altered.</summary>
    /// <param name="target">The document.</param>
    /// <param name="patch">The patch, an object; null changes nothing.</param>
    /// <param name="schema">How the document's fields are merged.</param>
    /// <exception cref="PatchException">The patch is malformed or does not fit the document.</exception>
    public static JsonObject Apply(JsonObject target, JsonNode? patch, PatchSchema schema)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(schema);
        return patch switch
        {
            null => target.DeepClone().AsObject(),
            JsonObject fields => Merge(target.DeepClone().AsObject(), fields.DeepClone().AsObject(), schema),
            _ => throw PatchErrors.StrategicPatchNotObject(),
        };
    }

    /// <summary>Merges a patch into an object of which both may be altered, and returns the one that is the result.</summary>
    internal static JsonObject Merge(JsonObject original, JsonObject patch, PatchSchema schema)
    {
        if (patch.TryGetPropertyValue(Directives.Patch, out var directive))
        {
            return ApplyDirective(directive, patch);
        }

        RetainKeys(original, patch);
        OrderLists(original, patch, schema);
        foreach (var (key, value) in JsonValues.Detach(patch))
        {
            if (key.StartsWith(Directives.DeleteFromPrimitiveList, StringComparison.Ordinal))
            {
                DeleteFromList(original, Directives.FieldOf(key, Directives.DeleteFromPrimitiveList), value, schema);
            }
            else
            {
                MergeField(original, key, value, schema);
            }
        }

        return original;
    }

    private static JsonObject ApplyDirective(JsonNode? directive, JsonObject patch)
    {
        switch (JsonValues.Text(directive))
        {
            case "replace":
                patch.Remove(Directives.Patch);
                return patch;
            case "delete":
                return [];
            default:
                throw PatchErrors.UnknownObjectDirective(directive);
        }
    }

    private static void RetainKeys(JsonObject original, JsonObject patch)
    {
        if (!patch.ContainsKey(Directives.RetainKeys))
        {
            return;
        }

        if (JsonValues.Detach(patch, Directives.RetainKeys) is not JsonArray list)
        {
            throw PatchErrors.RetainedNotList();
        }

        var retained = list.Select(JsonValues.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in patch)
        {
            var isDirective = name.StartsWith(Directives.DeleteFromPrimitiveList, StringComparison.Ordinal)
                || name.StartsWith(Directives.SetElementOrder, StringComparison.Ordinal);
            if (value is not null && !isDirective && !retained.Contains(name))
            {
                throw PatchErrors.NotRetained(name);
            }
        }

        foreach (var (name, value) in JsonValues.Detach(original).Where(field => retained.Contains(field.Key)))
        {
            original[name] = value;
        }
    }

    private static void OrderLists(JsonObject original, JsonObject patch, PatchSchema schema)
    {
        foreach (var (key, value) in DetachOrders(patch))
        {
            if (value is not JsonArray order)
            {
                throw PatchErrors.OrderNotList(key);
            }

            var field = Directives.FieldOf(key, Directives.SetElementOrder);
            var (hasOriginal, originalList) = List(original, field);
            var (hasPatch, patchList) = List(patch, field);
            var (elements, rule) = schema.ListField(field);
            ElementOrder.Check(patchList, order, rule?.Key);
            if (!hasOriginal && !hasPatch)
            {
                continue;
            }

            patch.Remove(field);
            original[field] = StrategicList.MergeInOrder(
                hasOriginal ? originalList : null, hasPatch ? patchList : null, order, elements, rule);
        }
    }

    private static List<KeyValuePair<string, JsonNode?>> DetachOrders(JsonObject patch)
    {
        if (!patch.Any(IsOrder))
        {
            return [];
        }

        var fields = JsonValues.Detach(patch).ToLookup(IsOrder);
        foreach (var (name, value) in fields[false])
        {
            patch[name] = value;
        }

        return [.. fields[true]];

        static bool IsOrder(KeyValuePair<string, JsonNode?> field) => field.Key.StartsWith(Directives.SetElementOrder, StringComparison.Ordinal);
    }

    private static (bool Found, JsonArray List) List(JsonObject owner, string field) =>
        !owner.TryGetPropertyValue(field, out var value) ? (false, [])
        : value is JsonArray list ? (true, list)
        : throw PatchErrors.OrderedNotList(field);

    private static void DeleteFromList(JsonObject original, string field, JsonNode? value, PatchSchema schema)
    {
        if (value is null)
        {
            original.Remove(field);
        }
        else if (value is JsonObject patch && original[field] is JsonObject fields)
        {
            // A deletion list that is an object is merged like any object: so does Kubernetes.
            original[field] = Merge(Taken(original, field, fields), patch, schema.Field(field).Schema);
        }
        else if (value is JsonArray list && original[field] is JsonArray current)
        {
            var (elements, rule) = schema.ListField(field);
            original[field] = StrategicList.Delete(current, list, elements, rule);
        }
    }

    private static void MergeField(JsonObject original, string field, JsonNode? value, PatchSchema schema)
    {
        switch (original[field], value)
        {
            case (_, null):
                original.Remove(field);
                break;
            case (JsonObject current, JsonObject patch):
                original[field] = Merge(Taken(original, field, current), patch, schema.Field(field).Schema);
                break;
            case (JsonArray current, JsonArray patch):
                var (elements, rule) = schema.ListField(field);
                original[field] = rule is null ? patch : StrategicList.Merge(current, patch, elements, rule);
                break;
            default:
                Directives.DropNulls(value);
                if (Directives.Strip(value))
                {
                    original[field] = value;
                }
                else
                {
                    original.Remove(field);
                }

                break;
        }
    }

    private static JsonObject Taken(JsonObject owner, string field, JsonObject value)
    {
        owner.Remove(field);
        return value;
    }
}
