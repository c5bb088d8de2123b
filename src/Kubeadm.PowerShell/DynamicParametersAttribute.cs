using System.Reflection;

namespace Kubeadm.PowerShell;

/// <summary>
/// Names the class of the parameters that a cmdlet takes beside its own, always or when one of its own has a certain value: for the cmdlet
/// itself, for its help, and for whoever reads a shell's words before anything is bound.
/// </summary>
/// <param name="parameter">The parameter that decides; empty where none does.</param>
/// <param name="value">Its value.</param>
/// <param name="class">A class with the further parameters as properties.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class DynamicParametersAttribute(string parameter, string value, Type @class) : Attribute
{
    /// <summary>Names a class of parameters that are always taken.</summary>
    public DynamicParametersAttribute(Type @class)
        : this("", "", @class)
    {
    }

    /// <summary>The parameter that decides; empty where none does.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>Its value.</summary>
    public string Value { get; } = value;

    /// <summary>A class with the further parameters as properties.</summary>
    public Type Class { get; } = @class;

    /// <summary>All that a cmdlet has; none for most.</summary>
    public static IEnumerable<DynamicParametersAttribute> Of(Type cmdlet) => cmdlet.GetCustomAttributes<DynamicParametersAttribute>();
}
