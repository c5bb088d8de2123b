namespace Kubeadm.Host;

/// <summary>Finds the module's help for Get-Help: beside the executable, or unpacked from it.</summary>
internal static class HelpFiles
{
    private const string HelpName = "Kubeadm.PowerShell.dll-Help.xml";

    /// <summary>The path of the help file, or null when this build has none.</summary>
    public static string? Locate()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "en-US", HelpName);
        return File.Exists(beside) ? beside : null;
    }
}
