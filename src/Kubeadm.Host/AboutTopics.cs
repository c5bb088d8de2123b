namespace Kubeadm.Host;

/// <summary>The module's about topics. PowerShell looks for them in folders of modules, of which this executable has none.</summary>
internal static class AboutTopics
{
    private const string Suffix = ".help.txt";

    /// <summary>Writes a topic when <c>Get-Help</c> is asked for one.</summary>
    public static bool TryWrite(HostOptions options, TextWriter output)
    {
        if (!options.Target.Equals("Get-Help", StringComparison.OrdinalIgnoreCase) || options.Arguments is not [var topic, ..])
        {
            return false;
        }

        var name = HelpFiles.Names.FirstOrDefault(name => name.Equals(topic + Suffix, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            return false;
        }

        output.Write(HelpFiles.Read(name));
        return true;
    }
}
