using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Engine.Workflows.Upgrade.Node;

namespace Kubeadm.PowerShell;

/// <summary>A workflow as the cmdlets offer it.</summary>
/// <param name="Cmdlet">The cmdlet that runs the whole of it.</param>
/// <param name="Describe">Lists its phases.</param>
internal sealed record WorkflowEntry(string Cmdlet, Func<IReadOnlyList<PhaseDescription>> Describe);

/// <summary>The workflows whose phases can be listed and run by themselves.</summary>
internal static class WorkflowCatalog
{
    private static readonly Dictionary<string, WorkflowEntry> Entries = new(StringComparer.OrdinalIgnoreCase)
    {
        [WorkflowName.Init] = new("Initialize-KubeCluster", InitWorkflow.Describe),
        [WorkflowName.Join] = new("Join-KubeNode", JoinWorkflow.Describe),
        [WorkflowName.Reset] = new("Reset-KubeNode", ResetWorkflow.Describe),
        [WorkflowName.UpgradeApply] = new("Invoke-KubeUpgrade", ApplyWorkflow.Describe),
        [WorkflowName.UpgradeNode] = new("Invoke-KubeUpgrade", NodeWorkflow.Describe),
    };

    /// <summary>The phases of a workflow, in the order in which they run.</summary>
    public static IReadOnlyList<PhaseDescription> Describe(string workflow) => Entries[workflow].Describe();

    /// <summary>The phases that a cmdlet takes: those of the workflow that its line names, else of the one that it runs, else those of all.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="workflow">The workflow that its line names, if it does.</param>
    public static IEnumerable<PhaseDescription> DescribeFor(string cmdlet, string? workflow)
    {
        var named = workflow is not null && Entries.TryGetValue(workflow, out var entry)
            ? [entry]
            : Entries.Values.Where(e => e.Cmdlet.Equals(cmdlet, StringComparison.OrdinalIgnoreCase)).ToList();
        return (named.Count > 0 ? named : [.. Entries.Values]).SelectMany(each => each.Describe()).DistinctBy(phase => phase.Name);
    }
}
