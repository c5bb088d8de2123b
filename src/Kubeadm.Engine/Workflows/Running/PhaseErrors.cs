using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>The errors of choosing phases, and that of one that fails.</summary>
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

    /// <summary>
    /// Creates the error of a phase. It takes the identifier, kind, target and remedy of the cause when that is ours. A cause that
    /// nobody expected is a defect: it has the identifier <see cref="WorkflowException.Defect"/>, and nothing that a person mends helps.
    /// </summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="phase">The phase that failed.</param>
    /// <param name="results">The results of all phases so far, the failed one last.</param>
    /// <param name="cause">What ended it.</param>
    public static WorkflowException Failed(string workflow, string phase, IEnumerable<PhaseResult> results, Exception cause)
    {
        var own = cause as KubeadmException ?? (FileErrors.IsFileError(cause) ? FileErrors.Of(cause) : null);
        return new WorkflowException(own?.ErrorId ?? IdOf(cause), MessageOf(phase, cause), cause)
        {
            Workflow = workflow,
            Phase = phase,
            Results = [.. results],
            Kind = own?.Kind ?? (cause is TimeoutException ? KubeadmErrorKind.Timeout : KubeadmErrorKind.OperationFailed),
            Remedy = (cause as KubeadmException)?.Remedy ?? RemedyOf(cause),
            Target = own?.Target ?? phase,
        };
    }

    private static string IdOf(Exception cause) => cause is TimeoutException ? "PhaseFailed" : WorkflowException.Defect;

    private static string MessageOf(string phase, Exception cause) => ExpectedErrors.Includes(cause)
        ? $"Phase \"{phase}\" failed: {cause.Message}"
        : $"Phase \"{phase}\" failed by a defect of this program: {cause.GetType().Name}: {cause.Message}";

    private static string RemedyOf(Exception cause) => ExpectedErrors.Includes(cause)
        ? "Mend the cause and run the same command again: what is done is kept."
        : "Report it to the authors of this program with the command, its configuration without secrets, and the stack trace of the inner exception.";
}
