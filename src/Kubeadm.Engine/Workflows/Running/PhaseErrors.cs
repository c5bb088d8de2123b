
namespace Kubeadm.Engine.Workflows.Running;

/// <summary>The errors of choosing phases; that of one that fails is a <see cref="WorkflowException"/>.</summary>
internal static class PhaseErrors
{
    public static KubeadmException InvalidPhase(string name, string workflow, IEnumerable<string> phases) => new(
        "InvalidPhase", $"There is no phase \"{name}\" in the workflow {workflow}.")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = $"Phases of this workflow: {string.Join(", ", phases)}.",
    };

    /// <summary>Phases are chosen without others that they need.</summary>
    /// <param name="needs">What needs what, a sentence each.</param>
    public static KubeadmException UnresolvedPhaseDependency(IEnumerable<string> needs) => new(
        "UnresolvedPhaseDependency", $"Phases are left out that others need: {string.Join("; ", needs)}.")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = "Leave out the phases that need them as well, or keep both.",
    };
}
