using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Tests.Configuration.Fields;

/// <summary>A field of a configuration document that holds a value, not further fields.</summary>
/// <param name="Path">Its path, with <c>[0]</c> for the first element of a list: <c>apiServer.extraArgs[0].name</c>.</param>
/// <param name="Type">The type of its value, without nullability.</param>
public sealed record ConfigurationField(string Path, Type Type)
{
    private static readonly JsonObject[] NoFields = [];

    /// <summary>Every field of a kind of document, in the order of the model.</summary>
    public static IReadOnlyList<ConfigurationField> Of(Type document) => [.. Below(document, "")];

    /// <summary>A value that is no field's default.</summary>
    public JsonNode Value() => Type switch
    {
        _ when Type == typeof(string) => "other",
        _ when Type == typeof(bool) => true,
        _ when Type == typeof(TimeSpan) => "7h0m0s",
        _ when Type == typeof(DateTimeOffset) => "2035-01-02T03:04:05Z",
        _ when Type == typeof(Quantity) => "7",
        _ when typeof(IDictionary).IsAssignableFrom(Type) => new JsonObject { ["other"] = ValueOf(Type.GetGenericArguments()[1]) },
        _ when typeof(IList).IsAssignableFrom(Type) => new JsonArray(ValueOf(Type.GetGenericArguments()[0])),
        _ => 7,
    };

    /// <summary>A copy of a document with this field set; what is around it is made where it is not there.</summary>
    public JsonObject SetIn(JsonObject document, JsonNode value)
    {
        var copy = document.DeepClone().AsObject();
        var names = Path.Split('.');
        var around = copy;
        foreach (var name in names[..^1])
        {
            around = name.EndsWith("[0]", StringComparison.Ordinal)
                ? (around[name[..^3]] ??= new JsonArray([.. NoFields, new JsonObject()])).AsArray()[0]!.AsObject()
                : (around[name] ??= new JsonObject()).AsObject();
        }

        around[names[^1]] = value;
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    private static JsonNode ValueOf(Type type) => new ConfigurationField("", Nullable.GetUnderlyingType(type) ?? type).Value();

    private static IEnumerable<ConfigurationField> Below(Type type, string prefix)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<ApiFieldAttribute>() is not { } field)
            {
                continue;
            }

            var path = prefix + field.Name;
            var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var element = value.IsGenericType && value.GetGenericTypeDefinition() == typeof(List<>) ? value.GetGenericArguments()[0] : null;
            var inner = HasFields(value) ? Below(value, path + ".") : element is not null && HasFields(element) ? Below(element, path + "[0].") : null;
            foreach (var leaf in inner ?? [new ConfigurationField(path, value)])
            {
                yield return leaf;
            }
        }
    }

    private static bool HasFields(Type type) => type.GetProperties().Any(property => property.GetCustomAttribute<ApiFieldAttribute>() is not null);
}
