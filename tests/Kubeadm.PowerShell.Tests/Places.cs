using System.Reflection;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Where the build put what is tested.</summary>
internal static class Places
{
    private static readonly Dictionary<string, string> Metadata = typeof(Places).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(a => a.Key, a => a.Value ?? "");

    public static string Module => Path.Combine(Metadata["ModulePath"], "Kubeadm.psd1");

    public static string ModuleFolder => Metadata["ModulePath"];

    public static string Host => Path.Combine(Metadata["HostPath"], OperatingSystem.IsWindows() ? "kubeadm-ps.exe" : "kubeadm-ps");

    public static string OlderYamlDotNet => Metadata["OlderYamlDotNet"];

    public static string Repository => Metadata["RepositoryPath"];

    /// <summary>The folder of reference cases; skips the test when it is not there.</summary>
    public static string Reference(params string[] path)
    {
        var root = Environment.GetEnvironmentVariable("KUBEADM_REFERENCE");
        for (var folder = new DirectoryInfo(Repository); root is null && folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            root = Directory.Exists(candidate) ? candidate : null;
        }

        Skip.If(root is null, "No reference data: set KUBEADM_REFERENCE to its folder.");
        return Path.Combine([root!, .. path]);
    }
}
