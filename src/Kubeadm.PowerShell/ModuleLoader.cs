using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.Loader;

namespace Kubeadm.PowerShell;

/// <summary>Shows the runtime where the engine is while the module is imported, and gives the session what it knows of the results' types.</summary>
/// <remarks>
/// The manifest does not name the file of types (TypesToProcess): a session that imports a second copy of the module, another version of it
/// for example, would load it twice, with an error for each of its lines. A session has one assembly of a name, and so one such file.
/// </remarks>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string TypesFile = "Kubeadm.types.ps1xml";

    /// <inheritdoc/>
    public void OnImport()
    {
        AssemblyLoadContext.Default.Resolving += EngineLoadContext.ResolveEngine;
        Change("Update-TypeData", "AppendPath");
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        Change("Remove-TypeData", "Path");
        AssemblyLoadContext.Default.Resolving -= EngineLoadContext.ResolveEngine;
    }

    /// <summary>Has the session load or forget the file of types, which lies beside the assembly.</summary>
    /// <remarks>The cmdlet is taken by its class: by its name its whole module would be imported, which costs a shell a tenth of a second.</remarks>
    private static void Change(string cmdlet, string parameter)
    {
        if (Runspace.DefaultRunspace is null || Type.GetType($"Microsoft.PowerShell.Commands.{cmdlet.Replace("-", "", StringComparison.Ordinal)}Command, Microsoft.PowerShell.Commands.Utility") is not { } type)
        {
            return;
        }

        var path = Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location)!, TypesFile);
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(new CmdletInfo(cmdlet, type)).AddParameter(parameter, path).AddParameter("ErrorAction", ActionPreference.Ignore).Invoke();
    }
}
