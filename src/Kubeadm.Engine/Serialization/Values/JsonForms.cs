using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>The forms in which Go writes times, numbers, maps and lists as JSON, whatever the objects are that hold them.</summary>
internal static class JsonForms
{
    /// <summary>A moment, in whole seconds of UTC (RFC 3339), as <c>metav1.Time</c> is written.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static JsonNode Integer(IFormattable number) => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture))!;

    /// <summary>A floating-point number of 32 bits, with as many digits as it needs to be told from others.</summary>
    public static JsonNode Float(float number) => JsonNode.Parse(GoNumber.ToJson(number))!;

    /// <summary>A floating-point number of 64 bits.</summary>
    public static JsonNode Float(double number) => JsonNode.Parse(GoNumber.ToJson(number))!;

    /// <summary>A list.</summary>
    /// <param name="list">Its items.</param>
    /// <param name="encode">Writes an item.</param>
    public static JsonArray List(IEnumerable list, Func<object?, JsonNode?> encode) => new([.. list.Cast<object?>().Select(encode)]);

    /// <summary>A map from text, in the order in which it gives its entries.</summary>
    /// <param name="map">The map.</param>
    /// <param name="encode">Writes a value.</param>
    public static JsonObject Map(IDictionary map, Func<object?, JsonNode?> encode)
    {
        var json = new JsonObject();
        foreach (DictionaryEntry entry in map)
        {
            json[(string)entry.Key] = encode(entry.Value);
        }

        return json;
    }
}
