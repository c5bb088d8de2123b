using System.Text;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Kubelet;

/// <summary>The flags that users give their kubelets in <c>KUBELET_EXTRA_ARGS</c>, in the files that the service's unit reads (kubernetes.io: "Configuring each kubelet in your cluster").</summary>
public static class UserKubeletFlags
{
    private const string Variable = "KUBELET_EXTRA_ARGS=";

    private static readonly string[] Paths = ["/etc/default/kubelet", "/etc/sysconfig/kubelet"];

    /// <summary>Each flag with the file that it stands in.</summary>
    public static IEnumerable<(string File, string Flag)> Find(INodeFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return
            from path in Paths
            where files.FileExists(path)
            from line in Encoding.UTF8.GetString(files.ReadAllBytes(path, FileLimits.Configuration)).Split('\n')
            let text = line.Trim()
            where text.StartsWith(Variable, StringComparison.Ordinal)
            from word in text[Variable.Length..].Split([' ', '\t', '"', '\''], StringSplitOptions.RemoveEmptyEntries)
            where word.StartsWith('-')
            select (path, word);
    }
}
