using System.Runtime.CompilerServices;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Records of runs that tests leave, and the programs that they start, are kept apart from this machine's.</summary>
internal static class OwnState
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "KUBEADM_PS_STATE";

    [ModuleInitializer]
    public static void Set()
    {
        var folder = Directory.CreateTempSubdirectory("kubeadm-state-").FullName;
        Environment.SetEnvironmentVariable(Variable, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
