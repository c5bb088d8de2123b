using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kubeadm.PowerShell.Reports;

/// <summary>
/// Reads the module's objects by the names of their properties: as they were made, as jobs, remoting and CliXml brought them, and as
/// ConvertFrom-Json made them.
/// </summary>
internal static class ContractReader
{
    /// <summary>How deep objects may be in one another; those of the module are less.</summary>
    private const int Deepest = 8;

    /// <summary>Reads an object of a type of the module.</summary>
    /// <exception cref="PSInvalidCastException">A property has a value that is not of its type.</exception>
    public static T Read<T>(PSObject source)
        where T : class => source.BaseObject as T ?? (T)Create(typeof(T), source, 0);

    /// <summary>Reads a list of such objects, as a property has it.</summary>
    /// <exception cref="PSInvalidCastException">A property has a value that is not of its type.</exception>
    public static IEnumerable<T> ReadList<T>(PSObject source, string property)
        where T : class => Items(source.Properties[property]?.Value).Select(item => Read<T>(PSObject.AsPSObject(item)));

    private static object Create(Type type, PSObject source, int depth)
    {
        var constructor = type.GetConstructors().MinBy(constructor => constructor.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, source, depth))]);
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null))
        {
            if (source.Properties[property.Name]?.Value is { } value)
            {
                property.SetValue(made, Convert(value, property.PropertyType, depth));
            }
            else if (property.IsDefined(typeof(RequiredMemberAttribute)))
            {
                property.SetValue(made, Missing(property.Name, property.PropertyType));
            }
        }

        return made;
    }

    private static object? Argument(ParameterInfo parameter, PSObject source, int depth) =>
        source.Properties[parameter.Name!]?.Value is { } value ? Convert(value, parameter.ParameterType, depth)
        : new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable ? null
        : Missing(parameter.Name!, parameter.ParameterType);

    private static object? Convert(object value, Type type, int depth)
    {
        if (depth > Deepest)
        {
            throw new PSInvalidCastException($"Its objects are more than {Deepest} levels deep.");
        }

        var bare = PSObject.AsPSObject(value).BaseObject;
        return type.IsInstanceOfType(bare) ? bare
            : ElementOf(type) is { } element ? ReadList(type, element, value, depth)
            : type.Namespace == typeof(KubeReport).Namespace ? Create(type, PSObject.AsPSObject(value), depth + 1)
            : ToScalar(value, Nullable.GetUnderlyingType(type) ?? type);
    }

    private static object ToScalar(object value, Type type)
    {
        // JSON has the properties of a TimeSpan.
        var made = type == typeof(TimeSpan) && PSObject.AsPSObject(value).Properties[nameof(TimeSpan.Ticks)]?.Value is { } ticks
            ? TimeSpan.FromTicks(LanguagePrimitives.ConvertTo<long>(ticks))
            : LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
        return made is DateTime time ? time.ToUniversalTime() : made;
    }

    private static object? ReadList(Type list, Type element, object? value, int depth)
    {
        var items = Items(value).Select(item => Convert(item, element, depth + 1)).ToArray();
        var typed = Array.CreateInstance(element, items.Length);
        Array.Copy(items, typed, items.Length);
        return Activator.CreateInstance(list, typed);
    }

    private static IEnumerable<object> Items(object? value) => value switch
    {
        null => [],
        PSObject { BaseObject: string or not IEnumerable } single => [single],
        PSObject { BaseObject: IEnumerable list } => list.OfType<object>(),
        string text => [text],
        IEnumerable list => list.OfType<object>(),
        _ => [value],
    };

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KubeList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>What stands for a value that has to be there and is not: a list has no elements.</summary>
    private static object? Missing(string name, Type type) => ElementOf(type) is { } element ? ReadList(type, element, null, 0)
        : throw new PSInvalidCastException($"It has no {name}: CSV, and JSON that is not deep enough, keep texts in the place of objects.");
}
