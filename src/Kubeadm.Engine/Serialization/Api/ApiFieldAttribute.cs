namespace Kubeadm.Engine.Serialization.Api;

/// <summary>
/// Names a property's field in a Kubernetes API document and says when the field is left out on writing.
/// </summary>
/// <remarks>
/// The rules are those of Go's encoding/json, which decide what kubeadm writes:
/// a struct that is not a pointer (a property that is never null) is always written, even empty;
/// a duration that is not a pointer (<see cref="TimeSpan"/>) is always written, <c>0s</c> when zero;
/// a pointer (a nullable property) is left out when null and written otherwise, whatever its value;
/// an empty string, list, map, zero and false are left out unless <see cref="OmitEmpty"/> is false.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ApiFieldAttribute(string name) : Attribute
{
    /// <summary>The field's name in the document.</summary>
    public string Name { get; } = name;

    /// <summary>Whether an empty value is left out on writing.</summary>
    public bool OmitEmpty { get; init; } = true;

    /// <summary>
    /// Whether the field is a pointer to a string in Kubernetes' API, so that an empty string is written and only null left out.
    /// </summary>
    public bool IsPointer { get; init; }
}
