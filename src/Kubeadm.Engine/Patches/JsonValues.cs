using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Patches;

/// <summary>What kind a JSON value is, with whole and fractional numbers apart as Go's decoder keeps them.</summary>
internal enum JsonType
{
    Null,
    Object,
    Array,
    Text,
    Boolean,
    Integer,
    Fraction,
}

/// <summary>Comparisons of JSON values, as the patch formats need them.</summary>
internal static class JsonValues
{
    /// <summary>The kind of a value.</summary>
    public static JsonType TypeOf(JsonNode? value) => value switch
    {
        null => JsonType.Null,
        JsonObject => JsonType.Object,
        JsonArray => JsonType.Array,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => JsonType.Text,
            JsonValueKind.True or JsonValueKind.False => JsonType.Boolean,
            JsonValueKind.Number => long.TryParse(value.ToJsonString(), out _) ? JsonType.Integer : JsonType.Fraction,
            _ => JsonType.Null,
        },
    };

    /// <summary>Whether two scalars are the same; objects and lists never are.</summary>
    public static bool SameScalar(JsonNode? left, JsonNode? right) => IdentityOf(left) is { } identity && identity == IdentityOf(right);

    /// <summary>What tells a scalar from all others; null for objects and lists, which are never the same.</summary>
    public static (JsonType Type, string Text)? IdentityOf(JsonNode? value) => TypeOf(value) switch
    {
        JsonType.Object or JsonType.Array => null,
        JsonType.Null => (JsonType.Null, ""),
        JsonType.Text => (JsonType.Text, value!.GetValue<string>()),
        var type => (type, value!.ToJsonString()),
    };

    /// <summary>Whether two values are the same all the way down; numbers are compared as they are written.</summary>
    public static bool DeepEquals(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject a, JsonObject b) =>
            a.Count == b.Count && a.All(field => b.TryGetPropertyValue(field.Key, out var other) && DeepEquals(field.Value, other)),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => DeepEquals(pair.First, pair.Second)),
        _ => SameScalar(left, right),
    };

    /// <summary>The text of a string value, or null when it is something else.</summary>
    public static string? Text(JsonNode? value) => TypeOf(value) == JsonType.Text ? value!.GetValue<string>() : null;

    /// <summary>Detaches the elements of a list, so that they can be added to another.</summary>
    public static List<JsonNode?> Detach(JsonArray list)
    {
        List<JsonNode?> items = [.. list];
        list.Clear();
        return items;
    }

    /// <summary>Detaches the value of a field from its object, so that it can be added elsewhere.</summary>
    public static JsonNode? Detach(JsonObject owner, string field)
    {
        owner.TryGetPropertyValue(field, out var value);
        owner.Remove(field);
        return value;
    }

    /// <summary>Detaches all values from their object. One after the other would take time by the square of their number.</summary>
    public static List<KeyValuePair<string, JsonNode?>> Detach(JsonObject owner)
    {
        List<KeyValuePair<string, JsonNode?>> fields = [.. owner];
        owner.Clear();
        return fields;
    }

    /// <summary>A list of values that have no parent.</summary>
    public static JsonArray ToArray(IEnumerable<JsonNode?> items) => [.. items];
}
