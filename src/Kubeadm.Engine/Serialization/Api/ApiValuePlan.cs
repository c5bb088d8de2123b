using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Api;

internal enum ApiValueKind
{
    Text,
    Boolean,
    Integer,
    Float,
    Duration,
    DurationOrNumber,
    Time,
    Quantity,
    List,
    Map,
    Json,
    Object,
}

/// <summary>How values of a type are read and written.</summary>
internal sealed class ApiValuePlan
{
    private static readonly ConcurrentDictionary<Type, ApiValuePlan> Plans = new();

    private ApiValuePlan(Type type)
    {
        Type = Nullable.GetUnderlyingType(type) ?? type;
        Kind = KindOf(Type);
        Item = Kind switch
        {
            ApiValueKind.List => For(Type.GetGenericArguments()[0]),
            ApiValueKind.Map => For(Type.GetGenericArguments()[1]),
            _ => null,
        };
    }

    /// <summary>The type, without <see cref="Nullable{T}"/>.</summary>
    public Type Type { get; }

    public ApiValueKind Kind { get; }

    /// <summary>The plan of a list's or map's values.</summary>
    public ApiValuePlan? Item { get; }

    public static ApiValuePlan For(Type type) => Plans.GetOrAdd(type, static t => new ApiValuePlan(t));

    /// <summary>A new, empty list, map or object.</summary>
    public object New() =>
        Kind == ApiValueKind.Map && Type.GetGenericTypeDefinition() == typeof(SortedDictionary<,>)
            ? Activator.CreateInstance(Type, StringComparer.Ordinal)!
            : Activator.CreateInstance(Type)!;

    private static ApiValueKind KindOf(Type type) => type switch
    {
        _ when type == typeof(string) => ApiValueKind.Text,
        _ when type == typeof(bool) => ApiValueKind.Boolean,
        _ when type == typeof(float) || type == typeof(double) => ApiValueKind.Float,
        _ when type.IsPrimitive => ApiValueKind.Integer,
        _ when type == typeof(TimeSpan) => ApiValueKind.Duration,
        _ when type == typeof(DurationOrNumber) => ApiValueKind.DurationOrNumber,
        _ when type == typeof(DateTimeOffset) => ApiValueKind.Time,
        _ when type == typeof(Quantity) => ApiValueKind.Quantity,
        _ when typeof(JsonNode).IsAssignableFrom(type) => ApiValueKind.Json,
        _ when typeof(IDictionary).IsAssignableFrom(type) => ApiValueKind.Map,
        _ when typeof(IList).IsAssignableFrom(type) => ApiValueKind.List,
        _ => ApiValueKind.Object,
    };
}
