using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A workflow of kubeadm.</summary>
public enum WorkflowName
{
    /// <summary>A first control-plane node.</summary>
    Init,

    /// <summary>A further node.</summary>
    Join,

    /// <summary>Taking a node apart.</summary>
    Reset,

    /// <summary>Upgrading the first node and the cluster.</summary>
    UpgradeApply,

    /// <summary>Upgrading a further node.</summary>
    UpgradeNode,
}

/// <summary>How a phase ended.</summary>
public enum PhaseStatus
{
    /// <summary>It changed something, or did work that changes nothing such as waiting and checking.</summary>
    Succeeded,

    /// <summary>All was already as wanted.</summary>
    Unchanged,

    /// <summary>It was left out.</summary>
    Skipped,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>What a phase did.</summary>
public sealed class PhaseResult
{
    /// <summary>The workflow.</summary>
    public required WorkflowName Workflow { get; init; }

    /// <summary>The phase's path, for example <c>certs/apiserver</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>How it ended.</summary>
    public required PhaseStatus Status { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What it changed, or found as wanted.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What it left where it is, for a person to look at.</summary>
    public IReadOnlyList<Leftover> Left { get; init; } = [];

    /// <summary>Why it was left out or failed, else null.</summary>
    public string? Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Phase}: {Status}";
}
