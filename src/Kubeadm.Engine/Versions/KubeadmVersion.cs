using System.Reflection;
using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Versions;

/// <summary>
/// Which kubeadm this program stands for, with the fields of the document that <c>kubeadm version -o json</c> prints
/// (Kubernetes' <c>version.Info</c>).
/// </summary>
public sealed class KubeadmVersion
{
    private static readonly string Emulated = KubernetesReleases.Current.Current.ToTag();

    private KubeadmVersion()
    {
        var numbers = Emulated[1..].Split('.');
        Major = numbers[0];
        Minor = numbers[1];
        var own = typeof(KubeadmVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var parts = own.Split('+', 2);
        ModuleVersion = parts[0];
        GitCommit = parts.Length > 1 ? parts[1] : "";
    }

    /// <summary>The version of this program.</summary>
    public static KubeadmVersion Current => new();

    /// <summary>Kubernetes' major version.</summary>
    public string Major { get; }

    /// <summary>Kubernetes' minor version.</summary>
    public string Minor { get; }

    /// <summary>The kubeadm version whose behaviour this is, <c>v1.36.3</c>.</summary>
    public string GitVersion { get; } = Emulated;

    /// <summary>The commit of this module, where the build knew it.</summary>
    public string GitCommit { get; }

    /// <summary>The version of this module.</summary>
    public string ModuleVersion { get; }

    /// <summary>The runtime that takes the place of Go's, for example <c>.NET 10.0.12</c>.</summary>
    public string Runtime { get; } = RuntimeInformation.FrameworkDescription;

    /// <summary>Operating system and architecture as Go names them, <c>linux/amd64</c>.</summary>
    public string Platform { get; } = $"{OperatingSystemName}/{ArchitectureName}";

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string ArchitectureName => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture.Ppc64le => "ppc64le",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <inheritdoc/>
    public override string ToString() => GitVersion;
}
