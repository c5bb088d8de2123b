using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Fields that have no meaning to kubeadm but must not be lost when a file is written again.</summary>
internal sealed class KubeconfigFields
{
    private readonly JsonObject _fields;

    private KubeconfigFields(JsonObject fields) => _fields = fields;

    /// <summary>No fields.</summary>
    public static KubeconfigFields None { get; } = new([]);

    /// <summary>Selects the named fields of an object.</summary>
    public static KubeconfigFields Take(JsonObject source, IEnumerable<string> names)
    {
        var fields = new JsonObject();
        foreach (var name in names)
        {
            if (source[name] is { } value && !IsEmpty(value))
            {
                fields[name] = value.DeepClone();
            }
        }

        return new(fields);
    }

    /// <summary>An object with these fields, to be added to.</summary>
    public JsonObject ToObject() => (JsonObject)_fields.DeepClone();

    /// <summary>Whether there is a field of this name.</summary>
    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>The text of a field of an object among these fields; empty when there is none.</summary>
    public string Text(string name, string field) =>
        (_fields[name] as JsonObject)?[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>Sets the text of a field of an object among these fields, where there is one.</summary>
    public void SetText(string name, string field, string text)
    {
        if (Text(name, field).Length > 0)
        {
            _fields[name]![field] = text;
        }
    }

    private static bool IsEmpty(JsonNode value) => value switch
    {
        JsonObject map => map.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue scalar => scalar.TryGetValue<string>(out var text) ? text.Length == 0 : scalar.TryGetValue<bool>(out var flag) && !flag,
        _ => false,
    };
}
