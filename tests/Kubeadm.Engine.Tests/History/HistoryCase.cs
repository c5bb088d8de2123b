using Kubeadm.Engine.History;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.History;

/// <summary>What a node's records say.</summary>
internal static class HistoryCase
{
    /// <summary>The runs that the node keeps records of, the newest first.</summary>
    public static IReadOnlyList<KubeRun> Runs(this INode node) => [.. new RunHistory(node).Read(_ => true).Select(reading =>
    {
        Assert.Null(reading.Problem);
        return reading.Run!;
    })];

    /// <summary>The one run that the node keeps a record of.</summary>
    public static KubeRun Run(this INode node) => Assert.Single(node.Runs());

    /// <summary>The values of a field in the entries that were sent to a log.</summary>
    public static IReadOnlyList<string> ValuesOf(this FakeJournal journal, string field) =>
        [.. journal.Entries.SelectMany(entry => entry.Fields).Where(found => found.Key == field).Select(found => found.Value)];

    /// <summary>A record of a run.</summary>
    public static byte[] RecordOf(string runId, string outcome = RunOutcome.Succeeded, int processId = 1, string process = "boot/1") => RunFile.Write(
        new KubeRun { RunId = runId, Workflow = WorkflowName.Init, NodeName = "cp1", Begun = new DateTime(2026, 11, 30, 17, 27, 38, DateTimeKind.Utc), Outcome = outcome, ProcessId = processId },
        process);
}
