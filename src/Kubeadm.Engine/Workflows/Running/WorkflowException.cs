using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase of a workflow failed. Carries what was done until then.</summary>
public sealed class WorkflowException : KubeadmException
{
    /// <summary>The identifier of an error that is a defect of this program.</summary>
    public const string Defect = "UnexpectedError";

    /// <summary>
    /// Creates the error of a phase. It takes the identifier, kind, target and remedy of the cause when that is ours. A cause that
    /// nobody expected is a defect: it has the identifier <see cref="Defect"/>, and nothing that a person mends helps.
    /// </summary>
    public WorkflowException(WorkflowName workflow, string phase, IReadOnlyList<PhaseResult> results, Exception cause)
        : base(IdOf(cause), MessageOf(phase, cause), cause)
    {
        var own = cause as KubeadmException;
        Workflow = workflow;
        Phase = phase;
        Results = results;
        Kind = own?.Kind ?? KindOf(cause);
        Remedy = own?.Remedy ?? RemedyOf(cause);
        Target = own?.Target ?? phase;
    }

    /// <summary>The workflow.</summary>
    public WorkflowName Workflow { get; }

    /// <summary>The phase that failed.</summary>
    public string Phase { get; }

    /// <summary>The results of all phases so far, the failed one last.</summary>
    public IReadOnlyList<PhaseResult> Results { get; }

    private static string IdOf(Exception cause) => cause switch
    {
        KubeadmException own => own.ErrorId,
        UnauthorizedAccessException => FileErrors.AccessDenied,
        IOException => FileErrors.FileSystemFailed,
        TimeoutException => "PhaseFailed",
        _ => Defect,
    };

    private static string MessageOf(string phase, Exception cause) => ExpectedErrors.Includes(cause)
        ? $"Phase \"{phase}\" failed: {cause.Message}"
        : $"Phase \"{phase}\" failed by a defect of this program: {cause.GetType().Name}: {cause.Message}";

    private static KubeadmErrorKind KindOf(Exception cause) => cause switch
    {
        UnauthorizedAccessException => KubeadmErrorKind.PermissionDenied,
        TimeoutException => KubeadmErrorKind.Timeout,
        _ => KubeadmErrorKind.OperationFailed,
    };

    private static string RemedyOf(Exception cause) => ExpectedErrors.Includes(cause)
        ? "Mend the cause and run the same command again: what is done is kept."
        : "Report it to the authors of this program with the command, its configuration without secrets, and the stack trace of the inner exception.";
}
