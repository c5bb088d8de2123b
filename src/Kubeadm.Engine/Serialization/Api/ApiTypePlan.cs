using System.Collections.Concurrent;
using System.Reflection;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>The fields of a class, worked out once per class.</summary>
internal sealed class ApiTypePlan
{
    private static readonly ConcurrentDictionary<Type, ApiTypePlan> Plans = new();

    private readonly Dictionary<string, ApiFieldPlan> _byName;

    private ApiTypePlan(Type type)
    {
        Document = type.GetCustomAttribute<ApiDocumentAttribute>();
        var defaults = type.IsAbstract ? null : Activator.CreateInstance(type);
        Fields =
        [
            .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
               let attribute = property.GetCustomAttribute<ApiFieldAttribute>()
               where attribute is not null
               select new ApiFieldPlan(property, attribute, defaults),
        ];
        _byName = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public ApiDocumentAttribute? Document { get; }

    public IReadOnlyList<ApiFieldPlan> Fields { get; }

    public static ApiTypePlan For(Type type) => Plans.GetOrAdd(type, static t => new ApiTypePlan(t));

    public ApiFieldPlan? Field(string name) => _byName.GetValueOrDefault(name);
}
