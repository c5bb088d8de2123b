namespace Kubeadm.Engine.Workflows.Running;

/// <summary>What the configuration adds to a request.</summary>
/// <param name="SkipPhases">Names of the phases to leave out, by the request or the configuration.</param>
/// <param name="DryRun">Whether the configuration wants a run that only records.</param>
public sealed record WorkflowChoices(IReadOnlyList<string> SkipPhases, bool DryRun);
