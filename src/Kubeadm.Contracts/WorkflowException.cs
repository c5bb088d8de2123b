namespace Kubeadm;

/// <summary>A phase of a workflow failed. Carries what was done until then.</summary>
public sealed class WorkflowException : KubeadmException
{
    /// <summary>The identifier of an error that is a defect of this program.</summary>
    public const string Defect = "UnexpectedError";

    internal WorkflowException(string errorId, string message, Exception cause)
        : base(errorId, message, cause)
    {
    }

    /// <summary>The workflow, a word of <see cref="WorkflowName"/>.</summary>
    public required string Workflow { get; init; }

    /// <summary>The phase that failed.</summary>
    public required string Phase { get; init; }

    /// <summary>The results of all phases so far, the failed one last.</summary>
    public required KubeList<PhaseResult> Results { get; init; }
}
