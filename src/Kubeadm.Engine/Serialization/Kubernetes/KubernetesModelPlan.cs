using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>A property of a model and when its field is left out.</summary>
/// <param name="Name">The field.</param>
/// <param name="Type">The property's type.</param>
/// <param name="Access">Reads the property.</param>
/// <param name="Default">The JSON that is written when the property is null, or null to leave the field out.</param>
/// <param name="OmitZero">Whether the field is left out when it is zero, false or empty.</param>
internal sealed record KubernetesModelField(string Name, Type Type, PropertyAccess Access, string? Default, bool OmitZero);

/// <summary>The fields of a model, worked out once per class.</summary>
internal sealed class KubernetesModelPlan
{
    private static readonly ConcurrentDictionary<Type, KubernetesModelPlan> Plans = new();

    private KubernetesModelPlan(Type type)
    {
        Entity = type.GetCustomAttribute<KubernetesEntityAttribute>();
        var special = KubernetesModelFields.Of(type);
        Fields =
        [
            .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
               let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
               where name is not null
               let isSpecial = special.ContainsKey(name)
               let initial = isSpecial ? special[name] : null
               select new KubernetesModelField(name, property.PropertyType, PropertyAccess.Of(property), initial, isSpecial && initial is null),
        ];
    }

    public KubernetesEntityAttribute? Entity { get; }

    public IReadOnlyList<KubernetesModelField> Fields { get; }

    public static KubernetesModelPlan For(Type type) => Plans.GetOrAdd(type, static t => new KubernetesModelPlan(t));
}
