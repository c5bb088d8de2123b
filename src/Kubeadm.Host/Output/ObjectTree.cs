using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Kubeadm.Host.Output;

/// <summary>
/// The public properties of an object as a tree of values, with their names as they are: what programs read must not change with a view.
/// </summary>
internal static class ObjectTree
{
    private const int MaximumDepth = 32;

    /// <summary>The tree of a result.</summary>
    public static JsonNode? Of(object? value) => Of(value, 0);

    private static JsonNode? Of(object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            return JsonValue.Create(value?.ToString());
        }

        return value switch
        {
            null => null,
            PSObject { BaseObject: PSCustomObject } custom => Members(custom.Properties.Select(p => (p.Name, (object?)p.Value)), depth),
            PSObject wrapped => Of(wrapped.BaseObject, depth),
            JsonNode node => node.DeepClone(),
            string or bool or int or long or double or decimal or uint or ulong or short or byte or float => Scalar(value),
            Enum or Uri or Version or Guid or char => JsonValue.Create(value.ToString()),
            DateTimeOffset time => JsonValue.Create(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            DateTime time => Of(new DateTimeOffset(time), depth),
            TimeSpan span => JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)),
            IDictionary map => Members(map.Keys.Cast<object>().Select(k => (k.ToString()!, map[k])), depth),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => Of(item, depth + 1))]),
            _ => Members(Properties(value), depth),
        };
    }

    private static JsonValue Scalar(object value) => value switch
    {
        string text => JsonValue.Create(text)!,
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        ulong number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
    };

    private static JsonObject Members(IEnumerable<(string Name, object? Value)> members, int depth)
    {
        var tree = new JsonObject();
        foreach (var (name, value) in members)
        {
            tree[name] = Of(value, depth + 1);
        }

        return tree;
    }

    private static IEnumerable<(string Name, object? Value)> Properties(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
        .Select(p => (p.Name, p.GetValue(value)));
}
