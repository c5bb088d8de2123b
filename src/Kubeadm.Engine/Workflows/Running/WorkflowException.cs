using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase of a workflow failed. Carries what was done until then.</summary>
public sealed class WorkflowException : KubeadmException
{
    /// <summary>Makes the error of a phase. It takes the identifier, kind and remedy of the cause when that is ours.</summary>
    public WorkflowException(WorkflowName workflow, string phase, IReadOnlyList<PhaseResult> results, Exception cause)
        : base((cause as KubeadmException)?.ErrorId ?? IdOf(cause), $"Phase \"{phase}\" failed: {cause?.Message}", cause)
    {
        Workflow = workflow;
        Phase = phase;
        Results = results;
        Kind = (cause as KubeadmException)?.Kind ?? KindOf(cause);
        Remedy = (cause as KubeadmException)?.Remedy ?? "Mend the cause and run the same command again: what is done is kept.";
        Target = (cause as KubeadmException)?.Target ?? phase;
    }

    /// <summary>The workflow.</summary>
    public WorkflowName Workflow { get; }

    /// <summary>The phase that failed.</summary>
    public string Phase { get; }

    /// <summary>The results of all phases so far, the failed one last.</summary>
    public IReadOnlyList<PhaseResult> Results { get; }

    private static string IdOf(Exception? cause) => cause switch
    {
        UnauthorizedAccessException => "AccessDenied",
        IOException => "FileSystemFailed",
        _ => "PhaseFailed",
    };

    private static KubeadmErrorKind KindOf(Exception? cause) => cause switch
    {
        UnauthorizedAccessException => KubeadmErrorKind.PermissionDenied,
        TimeoutException => KubeadmErrorKind.Timeout,
        _ => KubeadmErrorKind.OperationFailed,
    };
}
