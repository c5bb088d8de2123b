namespace Kubeadm;

/// <summary>A phase of a workflow, as it is listed.</summary>
/// <param name="Workflow">The workflow, a word of <see cref="WorkflowName"/>.</param>
/// <param name="Name">The phase's path, for example <c>certs/apiserver</c>.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Aliases">Other names of the last part of the path.</param>
/// <param name="HasChildren">Whether it is a group of phases.</param>
public sealed record PhaseDescription(string Workflow, string Name, string Description, KubeList<string> Aliases, bool HasChildren);
