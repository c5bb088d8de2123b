using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Health;

/// <summary>What the kubelet said last.</summary>
internal static class KubeletJournal
{
    private const string Lines = "15";

    /// <summary>The last lines of its log, to be put behind an error; empty where they cannot be had.</summary>
    public static async Task<string> ReadAsync(INode node, CancellationToken cancellationToken)
    {
        if (node.Processes.Find("journalctl") is null)
        {
            return "";
        }

        var text = await AskAsync(node, cancellationToken);
        return text.Length == 0 ? "" : $"\nThe last lines of its log:\n{text}";
    }

    /// <summary>It only adds to an error, and must not take its place.</summary>
    private static async Task<string> AskAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            var journal = await node.Processes.RunAsync(
                "journalctl", ["--unit", ComponentNames.Kubelet, "--lines", Lines, "--no-pager", "--quiet", "--output", "cat"], cancellationToken);
            return journal.ExitCode == 0 ? journal.Output.TrimEnd() : "";
        }
        catch (KubeadmException)
        {
            return "";
        }
    }
}
