using System.Reflection;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>A field of a document and the property that holds it.</summary>
internal sealed class ApiFieldPlan
{
    private readonly PropertyAccess _access;

    public ApiFieldPlan(PropertyInfo property, ApiFieldAttribute attribute, object? defaultOwner)
    {
        _access = PropertyAccess.Of(property);
        Name = attribute.Name;
        OmitEmpty = attribute.OmitEmpty;
        IsPointer = attribute.IsPointer || Nullable.GetUnderlyingType(property.PropertyType) is not null;
        Value = ApiValuePlan.For(property.PropertyType);
        IsNullByDefault = defaultOwner is null ? !property.PropertyType.IsValueType : _access.Get(defaultOwner) is null;
    }

    public string Name { get; }

    public bool OmitEmpty { get; }

    /// <summary>Whether null and empty differ, so that only null is left out.</summary>
    public bool IsPointer { get; }

    /// <summary>Whether a new document has null here: the field is then a pointer, and null sets it so.</summary>
    public bool IsNullByDefault { get; }

    public ApiValuePlan Value { get; }

    public object? Get(object owner) => _access.Get(owner);

    public void Set(object owner, object? value) => _access.Set(owner, value);
}
