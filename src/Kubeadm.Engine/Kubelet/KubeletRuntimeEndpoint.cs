using System.Text;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubelet;

/// <summary>Finds the container runtime that this node's kubelet uses.</summary>
public static class KubeletRuntimeEndpoint
{
    private const string Flag = "--container-runtime-endpoint=";

    /// <summary>By the kubelet's flags, then its configuration; where neither names one, the one that listens.</summary>
    /// <param name="node">The machine.</param>
    /// <exception cref="KubeadmException"><c>AmbiguousContainerRuntime</c>: none is named, and more than one listens.</exception>
    public static string Find(INode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        string[] files = [KubernetesPaths.KubeletInstanceConfiguration, KubernetesPaths.KubeletConfiguration];
        var named = files.Select(file => KubeletConfigFiles.Read(node.Files, file).ContainerRuntimeEndpoint)
            .Prepend(FindInFlags(node.Files)).FirstOrDefault(endpoint => !string.IsNullOrEmpty(endpoint));
        return named is null ? ContainerRuntimeEndpoints.Detect(node) : ContainerRuntimeEndpoints.Normalize(named, node.System.IsWindows, out _);
    }

    /// <summary>Whether a flag of the kubelet, with its value, names the runtime.</summary>
    public static bool IsFlag(string flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return flag.StartsWith(Flag, StringComparison.Ordinal);
    }

    /// <summary>What a flag that names the runtime names.</summary>
    public static string ValueOf(string flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return flag[Flag.Length..];
    }

    /// <summary>What the file of flags names; null where it is not there or names none.</summary>
    public static string? FindInFlags(INodeFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!files.FileExists(KubernetesPaths.KubeletFlags))
        {
            return null;
        }

        var words = Encoding.UTF8.GetString(files.ReadAllBytes(KubernetesPaths.KubeletFlags)).Split([' ', '"', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindLastIndex(words, word => IsFlag(word) || word == Flag[..^1]);
        return at < 0 ? null : IsFlag(words[at]) ? ValueOf(words[at]) : words.ElementAtOrDefault(at + 1);
    }
}
