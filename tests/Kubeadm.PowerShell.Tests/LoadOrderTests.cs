using System.Reflection;
using Kubeadm.Engine;

namespace Kubeadm.PowerShell.Tests;

/// <summary>
/// PowerShell looks at the module's public types before the module can say where its engine is, so none of them may need the
/// engine to be loaded: no base, no interface and no field of a value type may be the engine's.
/// </summary>
public sealed class LoadOrderTests
{
    private const BindingFlags AllFields = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<string> PublicTypes => [.. typeof(ModuleLoader).Assembly.GetExportedTypes().Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void A_public_type_loads_without_the_engine(string name)
    {
        var type = typeof(ModuleLoader).Assembly.GetType(name, throwOnError: true)!;
        var needed = type.GetInterfaces()
            .Concat(Bases(type))
            .Concat(type.GetFields(AllFields).Select(f => f.FieldType).Where(t => t.IsValueType).SelectMany(t => t.GenericTypeArguments.Append(t)))
            .Where(t => t.Assembly == typeof(KubeadmException).Assembly)
            .Select(t => t.FullName);
        Assert.Empty(needed);
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }
}
