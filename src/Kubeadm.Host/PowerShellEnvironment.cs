namespace Kubeadm.Host;

/// <summary>What PowerShell's engine takes from the environment of its process, before it is loaded.</summary>
internal static class PowerShellEnvironment
{
    private const string Home = "HOME";

    /// <summary>
    /// Turns off what speaks to others than the cluster, and names the user's home where the environment does not: PowerShell would look for
    /// modules in a folder that anyone may make (/tmp).
    /// </summary>
    public static void Prepare()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
        if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Home)))
        {
            Environment.SetEnvironmentVariable(Home, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        }
    }
}
