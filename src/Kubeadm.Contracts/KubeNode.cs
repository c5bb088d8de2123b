namespace Kubeadm;

/// <summary>A node as <c>join</c> left it.</summary>
public sealed class KubeNode
{
    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the cluster that it joined.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The version of the cluster's control plane, <c>v1.36.3</c>.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>The control plane's address, <c>https://host:port</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Whether the node is a control plane.</summary>
    public required bool IsControlPlane { get; init; }

    /// <summary>The kubelet's kubeconfig.</summary>
    public required string KubeletKubeconfig { get; init; }

    /// <summary>The administrator's kubeconfig; null on a worker.</summary>
    public string? Kubeconfig { get; init; }

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
    public override string ToString() => Name;
}
