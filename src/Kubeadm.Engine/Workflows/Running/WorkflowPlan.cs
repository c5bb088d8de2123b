namespace Kubeadm.Engine.Workflows.Running;

/// <summary>What a run of a workflow would go through, found by looking alone.</summary>
/// <param name="NodeName">The node that it would run on.</param>
/// <param name="Phases">The phases that would run, in order, without the headings over them.</param>
public sealed record WorkflowPlan(string NodeName, IReadOnlyList<PhaseDescription> Phases);
