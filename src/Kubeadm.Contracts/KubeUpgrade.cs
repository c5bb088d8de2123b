namespace Kubeadm;

/// <summary>A node as an upgrade left it.</summary>
public sealed class KubeUpgrade
{
    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary>The name of its cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Whether a control plane runs on it.</summary>
    public required bool IsControlPlane { get; init; }

    /// <summary>The version that the cluster's configuration had before, <c>v1.35.6</c>.</summary>
    public required string FromVersion { get; init; }

    /// <summary>The version that it has now, <c>v1.36.3</c>.</summary>
    public required string ToVersion { get; init; }

    /// <summary>The folders in which what was replaced is kept, in order of their creation.</summary>
    public required KubeList<string> Backups { get; init; }

    /// <summary>What is to be done next, a sentence each.</summary>
    public required KubeList<string> NextSteps { get; init; }

    /// <summary>What each phase did, in order.</summary>
    public required KubeList<PhaseResult> Phases { get; init; }

    /// <summary>How the phases ended, in a line.</summary>
    public string PhaseSummary => PhaseResult.Summarize(Phases);

    /// <summary>Whether nothing was really done.</summary>
    public bool DryRun { get; init; }

    /// <summary>The folder of a dry run's output, else null.</summary>
    public string? DryRunPath { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{NodeName}: {FromVersion} to {ToVersion}";
}
