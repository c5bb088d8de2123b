using System.Reflection;
using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Versions;

/// <summary>Which kubeadm this program stands for.</summary>
public static class OwnVersion
{
    /// <summary>The kubeadm version whose behaviour this is, <c>v1.36.3</c>.</summary>
    public static string Emulated { get; } = KubernetesReleases.Current.Current.ToTag();

    /// <summary>Describes this program as <c>kubeadm version</c> does itself.</summary>
    public static KubeadmVersion Describe()
    {
        var numbers = Emulated[1..].Split('.');
        var own = typeof(OwnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var parts = own.Split('+', 2);
        return new KubeadmVersion
        {
            Major = numbers[0],
            Minor = numbers[1],
            GitVersion = Emulated,
            GitCommit = parts.Length > 1 ? parts[1] : "",
            ModuleVersion = parts[0],
            Runtime = RuntimeInformation.FrameworkDescription,
            Platform = $"{OperatingSystemName}/{ArchitectureName}",
        };
    }

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string ArchitectureName => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture.Ppc64le => "ppc64le",
        var other => other.ToString().ToLowerInvariant(),
    };
}
