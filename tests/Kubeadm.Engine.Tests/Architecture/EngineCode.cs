using Kubeadm.Engine.Reporting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>The engine's compiled code.</summary>
internal static class EngineCode
{
    /// <summary>Every instruction, with the outermost type that it belongs to.</summary>
    /// <param name="module">The engine, see <see cref="Open"/>.</param>
    public static IEnumerable<(TypeDefinition Type, Instruction Instruction)> Instructions(ModuleDefinition module) =>
        from code in Methods(module)
        from instruction in code.Method.Body.Instructions
        select (code.Type, instruction);

    /// <summary>Every method with a body, with the outermost type that it belongs to.</summary>
    /// <param name="module">The engine, see <see cref="Open"/>.</param>
    public static IEnumerable<(TypeDefinition Type, MethodDefinition Method)> Methods(ModuleDefinition module) =>
        from type in module.Types
        from method in Nested(type).SelectMany(part => part.Methods)
        where method.HasBody
        select (type, method);

    /// <summary>Reads the engine.</summary>
    public static ModuleDefinition Open() => Read(typeof(IEngineObserver));

    /// <summary>Reads the errors and results that the engine gives.</summary>
    public static ModuleDefinition OpenContracts() => Read(typeof(KubeadmException));

    private static ModuleDefinition Read(Type type)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return ModuleDefinition.ReadModule(type.Assembly.Location, new ReaderParameters { AssemblyResolver = resolver });
    }

    private static IEnumerable<TypeDefinition> Nested(TypeDefinition type) => type.NestedTypes.SelectMany(Nested).Append(type);
}
