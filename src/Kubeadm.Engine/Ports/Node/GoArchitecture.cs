using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>Processor architectures as Go, and so Kubernetes, names them.</summary>
internal static class GoArchitecture
{
    /// <summary>The name of this machine's.</summary>
    public static string Current => NameOf(RuntimeInformation.OSArchitecture);

    /// <summary>The name of an architecture.</summary>
    public static string NameOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture.Arm64 => "arm64",
        Architecture.Arm or Architecture.Armv6 => "arm",
        Architecture.Ppc64le => "ppc64le",
        Architecture.S390x => "s390x",
        Architecture.LoongArch64 => "loong64",
        _ => architecture.ToString().ToLowerInvariant(),
    };
}
