using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Patches;

/// <summary>
/// How a strategic merge patch treats the fields of a document: which fields there are, and how each list is merged.
/// The fields come from the typed models, the merging from <see cref="MergeRules"/>.
/// </summary>
public sealed class PatchSchema
{
    private static readonly ConcurrentDictionary<Type, (Dictionary<string, PropertyInfo> Exact, Dictionary<string, PropertyInfo> Similar)> Properties = new();

    private readonly Type _type;

    private PatchSchema(Type type)
    {
        _type = type;
    }

    /// <summary>core/v1 Pod.</summary>
    public static PatchSchema Pod { get; } = new(typeof(V1Pod));

    /// <summary>apps/v1 Deployment.</summary>
    public static PatchSchema Deployment { get; } = new(typeof(V1Deployment));

    /// <summary>kubelet.config.k8s.io/v1beta1 KubeletConfiguration: every list is replaced as a whole.</summary>
    public static PatchSchema KubeletConfiguration { get; } = new(typeof(KubeletConfiguration));

    /// <summary>The schema and rule of a field.</summary>
    /// <exception cref="PatchException">The document has no such field, or what is here has no fields.</exception>
    internal (PatchSchema Schema, MergeRule? Rule) Field(string name)
    {
        var property = FindProperty(name) ?? throw PatchErrors.UnknownField(Name, name);
        return (new PatchSchema(Unwrap(property.PropertyType)), MergeRules.Find(_type, FieldName(property)!));
    }

    /// <summary>The schema of a list field's elements and the field's rule.</summary>
    /// <exception cref="PatchException">The document has no such field, or it is not a list.</exception>
    internal (PatchSchema Schema, MergeRule? Rule) ListField(string name)
    {
        var (schema, rule) = Field(name);
        return ElementType(schema._type) is { } element
            ? (new PatchSchema(Unwrap(element)), rule)
            : throw PatchErrors.FieldNotList(name);
    }

    /// <summary>The name of what this is about, for messages.</summary>
    internal string Name => _type.Name.StartsWith("V1", StringComparison.Ordinal) ? _type.Name[2..] : _type.Name;

    private PropertyInfo? FindProperty(string name)
    {
        if (typeof(IEnumerable).IsAssignableFrom(_type) || ElementType(_type) is not null)
        {
            return null;
        }

        var properties = Properties.GetOrAdd(_type, PropertiesOf);
        return properties.Exact.GetValueOrDefault(name) ?? properties.Similar.GetValueOrDefault(name);
    }

    /// <summary>The properties of a class by their fields' names, and by these without regard to case.</summary>
    private static (Dictionary<string, PropertyInfo> Exact, Dictionary<string, PropertyInfo> Similar) PropertiesOf(Type type)
    {
        Dictionary<string, PropertyInfo> exact = new(StringComparer.Ordinal);
        Dictionary<string, PropertyInfo> similar = new(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (FieldName(property) is { } field)
            {
                exact.TryAdd(field, property);
                similar.TryAdd(field, property);
            }
        }

        return (exact, similar);
    }

    private static string? FieldName(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.GetCustomAttribute<ApiFieldAttribute>()?.Name;

    private static Type Unwrap(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static Type? ElementType(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IList<>) || type.GetGenericTypeDefinition() == typeof(List<>))
            ? type.GetGenericArguments()[0]
            : null;
}
