using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.PowerShell.Commands;

namespace Kubeadm.PowerShell;

/// <summary>What is to be done with phases that were asked for, off the pipeline's thread.</summary>
/// <param name="Run">Runs them.</param>
/// <param name="Plan">Tells which of them would run.</param>
internal sealed record PhaseWork(
    Func<EngineScope, CancellationToken, Task<IReadOnlyList<PhaseResult>>> Run, Func<EngineScope, CancellationToken, Task<WorkflowPlan>> Plan);

/// <summary>A workflow as the cmdlets offer it.</summary>
/// <param name="Cmdlet">The cmdlet that runs the whole of it.</param>
/// <param name="Describe">Lists its phases.</param>
/// <param name="Prepare">Makes of a cmdlet's parameters the work of the phases that it names; on the pipeline's thread, for files are read.</param>
internal sealed record WorkflowEntry(
    string Cmdlet, Func<IReadOnlyList<PhaseDescription>> Describe, Func<InvokeKubeadmPhaseCommand, PhaseWork> Prepare);

/// <summary>The workflows whose phases can be listed and run by themselves.</summary>
internal static class Workflows
{
    private static readonly Dictionary<WorkflowName, WorkflowEntry> Entries = new()
    {
        [WorkflowName.Init] = new("Initialize-KubeCluster", InitWorkflow.Describe, command => command.PrepareInit()),
        [WorkflowName.Join] = new("Join-KubeNode", JoinWorkflow.Describe, command => command.PrepareJoin()),
        [WorkflowName.Reset] = new("Reset-KubeNode", ResetWorkflow.Describe, command => command.PrepareReset()),
    };

    /// <summary>The phases of a workflow, in the order in which they run.</summary>
    public static IReadOnlyList<PhaseDescription> Describe(WorkflowName workflow) => Entries[workflow].Describe();

    /// <summary>The phases that a cmdlet takes: those of the workflow that it runs, else those of all.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="workflow">The workflow that its line names, if it does.</param>
    public static IEnumerable<PhaseDescription> DescribeFor(string cmdlet, string? workflow)
    {
        var named = Entries.Where(e => e.Key.ToString().Equals(workflow, StringComparison.OrdinalIgnoreCase)
            || e.Value.Cmdlet.Equals(cmdlet, StringComparison.OrdinalIgnoreCase)).Select(e => e.Value).ToList();
        return (named.Count > 0 ? named : [.. Entries.Values]).SelectMany(entry => entry.Describe()).DistinctBy(phase => phase.Name);
    }

    /// <summary>The work of the phases that a cmdlet names.</summary>
    public static PhaseWork Prepare(InvokeKubeadmPhaseCommand command) => Entries[command.Workflow].Prepare(command);
}
