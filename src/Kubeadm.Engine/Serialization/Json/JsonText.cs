using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Serialization.Json;

/// <summary>
/// Reads JSON from outside into trees that hold no surprises: of a field that is there twice the last counts, as for Go's encoding/json,
/// and every text is decoded. <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)"/> leaves both until a value is
/// looked at, and then throws from wherever that is.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = YamlLimits.Depth };

    /// <summary>Reads a value.</summary>
    /// <exception cref="JsonException">The text is not JSON, or is nested deeper than <see cref="YamlLimits.Depth"/>.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Convert(document.RootElement);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // Half of a surrogate pair, as it is or escaped.
            throw new JsonException("a text in it is not well-formed Unicode", problem);
        }
    }

    /// <summary>Reads an object; false when the text is something else.</summary>
    public static bool TryReadObject(string text, [NotNullWhen(true)] out JsonObject? fields)
    {
        try
        {
            fields = Read(text) as JsonObject;
        }
        catch (JsonException)
        {
            fields = null;
        }

        return fields is not null;
    }

    /// <inheritdoc cref="TryReadObject(string, out JsonObject?)"/>
    public static bool TryReadObject(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JsonObject? fields) =>
        TryReadObject(Encoding.UTF8.GetString(utf8), out fields);

    /// <summary>The text of a field; null when it is missing or something else than a text.</summary>
    public static string? StringOf(JsonObject? fields, string name) =>
        fields?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Convert(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var mapping = new JsonObject();
                foreach (var field in element.EnumerateObject())
                {
                    mapping[field.Name] = Convert(field.Value);
                }

                return mapping;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Convert)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
