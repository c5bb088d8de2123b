namespace Kubeadm.Host;

/// <summary>The module's help, which is part of the executable. Get-Help reads files, so it is unpacked for it once.</summary>
internal static class HelpFiles
{
    private const string Prefix = "help/";
    private const string HelpName = "Kubeadm.PowerShell.dll-Help.xml";

    /// <summary>The text of a help file, or null.</summary>
    public static string? Read(string name)
    {
        using var stream = typeof(HelpFiles).Assembly.GetManifestResourceStream(Prefix + name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The names of the help files.</summary>
    public static IEnumerable<string> Names => typeof(HelpFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..]);

    /// <summary>The path of the cmdlets' help in the user's own cache; null where none can be kept.</summary>
    public static string? Locate()
    {
        var cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (cache.Length == 0 || Read(HelpName) is not { } text)
        {
            return null;
        }

        var path = Path.Combine(cache, "kubeadm-ps", typeof(HelpFiles).Module.ModuleVersionId.ToString("N"), "en-US", HelpName);
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }

            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without a writable home there is no Get-Help for the cmdlets; everything else works.
            return null;
        }
    }
}
