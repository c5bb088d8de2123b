using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;

namespace Kubeadm.PowerShell;

/// <summary>
/// Loads the engine and the packages it is built on, from the module's <c>lib</c> folder, apart from those that PowerShell or other
/// modules have loaded: each keeps its own YamlDotNet.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    private const string EngineName = "Kubeadm.Engine";
    private static readonly Lazy<EngineLoadContext> Shared = new(() => new EngineLoadContext(Path.Combine(ModuleFolder(), "lib")));

    private readonly string _folder;

    private EngineLoadContext(string folder)
        : base("Kubeadm")
    {
        _folder = folder;
    }

    /// <summary>Answers the default context, which does not know where the engine is. Loads nothing else for it.</summary>
    /// <remarks>What is not in the folder is left to the default context, which would ask here again.</remarks>
    public static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == EngineName && Shared.Value.PathOf(name) is not null ? Shared.Value.LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => PathOf(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The module's own assemblies lie on the disk that it was loaded from; no dry run changes them.")]
    private string? PathOf(AssemblyName name)
    {
        var path = Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(path) ? path : null;
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "A module that is imported is a file; kubeadm-ps, which is one file, imports none.")]
    private static string ModuleFolder() => Path.GetDirectoryName(typeof(EngineLoadContext).Assembly.Location)!;
}
