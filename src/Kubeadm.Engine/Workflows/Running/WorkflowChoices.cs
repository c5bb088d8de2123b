namespace Kubeadm.Engine.Workflows.Running;

/// <summary>What a request and its configuration together say of a run.</summary>
/// <param name="SkipPhases">Names of the phases to leave out.</param>
/// <param name="IsDryRun">Whether the run only records.</param>
public sealed record WorkflowChoices(IReadOnlyList<string> SkipPhases, bool IsDryRun);
