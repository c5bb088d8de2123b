using Kubeadm.Engine.Ports.Node;

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

        var journal = await node.Processes.RunAsync(
            "journalctl", ["--unit", "kubelet", "--lines", Lines, "--no-pager", "--quiet", "--output", "cat"], cancellationToken);
        var text = journal.ExitCode == 0 ? journal.Output.TrimEnd() : "";
        return text.Length == 0 ? "" : $"\nThe last lines of its log:\n{text}";
    }
}
