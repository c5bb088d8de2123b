using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>The directives in strategic merge patches.</summary>
internal static class Directives
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string SetElementOrder = "$setElementOrder";
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";

    /// <summary>The field that a directive such as <c>$setElementOrder/containers</c> is about.</summary>
    public static string FieldOf(string key, string directive)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash == directive.Length
            ? key[(slash + 1)..]
            : throw PatchErrors.DirectiveWithoutField(key, directive);
    }

    /// <summary>
    /// Removes every object that holds <c>$patch</c> from a value that has nothing to be merged with.
    /// Returns false when the value itself is such an object.
    /// </summary>
    public static bool Strip(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject fields:
                if (fields.ContainsKey(Patch))
                {
                    return false;
                }

                Keep(fields, Strip);
                return true;
            case JsonArray list:
                foreach (var item in JsonValues.Detach(list).Where(Strip))
                {
                    list.Add(item);
                }

                return true;
            default:
                return true;
        }
    }

    /// <summary>Removes null fields at every depth: they would delete what is not there.</summary>
    public static void DropNulls(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject fields:
                Keep(fields, child => child is not null);
                foreach (var (_, child) in fields)
                {
                    DropNulls(child);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    DropNulls(item);
                }

                break;
        }
    }

    /// <summary>Filters fields by their values; their order stays.</summary>
    private static void Keep(JsonObject fields, Predicate<JsonNode?> isWanted)
    {
        foreach (var (name, child) in JsonValues.Detach(fields).Where(field => isWanted(field.Value)))
        {
            fields[name] = child;
        }
    }
}
