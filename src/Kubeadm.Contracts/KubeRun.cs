namespace Kubeadm;

/// <summary>One run that changed this node, or found all of it as wanted. Holds no secret and no content of a file.</summary>
public sealed class KubeRun
{
    /// <summary>Its identifier. Those of later runs sort after it: <c>20261130T172738123Z-3f9ac2d1</c>.</summary>
    public required string RunId { get; init; }

    /// <summary>What was run, a word of <see cref="WorkflowName"/> or <see cref="RunName"/>.</summary>
    public required string Workflow { get; init; }

    /// <summary>The phases, or for a renewal the certificates, that were asked for; empty for a whole workflow.</summary>
    public KubeList<string> RequestedPhases { get; init; } = [];

    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary>Who ran it: the user behind sudo where there is one.</summary>
    public string User { get; init; } = "";

    /// <summary>When it began, UTC.</summary>
    public required DateTime Begun { get; init; }

    /// <summary>How long it took; null while it runs and where it was interrupted.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How it ended, a word of <see cref="RunOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The identifier of the error that ended it, else null.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What that error said, without secrets, else null.</summary>
    public string? Message { get; init; }

    /// <summary>The version of this module that ran it.</summary>
    public string ModuleVersion { get; init; } = "";

    /// <summary>The version of Kubernetes that it was about; null where that was not known.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>The process that ran it.</summary>
    public int ProcessId { get; init; }

    /// <summary>What each phase did, in order; empty while it runs and where it was interrupted.</summary>
    public KubeList<PhaseResult> Phases { get; init; } = [];

    /// <summary>How many things it changed.</summary>
    public int ChangeCount => Phases.Sum(phase => phase.ChangeCount);

    /// <summary>How many things it found as wanted.</summary>
    public int UnchangedCount => Phases.Sum(phase => phase.Changes.Count - phase.ChangeCount);

    /// <summary>How the phases ended, in a line.</summary>
    public string PhaseSummary => PhaseResult.Summarize(Phases);

    /// <inheritdoc/>
    public override string ToString() => $"{RunId}: {Workflow} {Outcome}";
}
