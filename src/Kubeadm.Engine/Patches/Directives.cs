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
            : throw new PatchException($"\"{key}\" must be \"{directive}/\" and the name of a list");
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

                foreach (var (name, child) in fields.ToList())
                {
                    if (!Strip(child))
                    {
                        fields.Remove(name);
                    }
                }

                return true;
            case JsonArray list:
                for (var i = list.Count - 1; i >= 0; i--)
                {
                    if (!Strip(list[i]))
                    {
                        list.RemoveAt(i);
                    }
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
                foreach (var (name, child) in fields.ToList())
                {
                    if (child is null)
                    {
                        fields.Remove(name);
                    }
                    else
                    {
                        DropNulls(child);
                    }
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
}
