namespace Kubeadm;

/// <summary>A cluster as <c>init</c> left it.</summary>
public sealed record KubeCluster
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of its control plane, <c>v1.36.3</c>.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>The control plane's address, <c>https://host:port</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The node that was made.</summary>
    public required string NodeName { get; init; }

    /// <summary>The CA's public key hash, <c>sha256:HEX</c>; null where the CA was not there to read.</summary>
    public string? CaCertHash { get; init; }

    /// <summary>The administrator's kubeconfig.</summary>
    public required string Kubeconfig { get; init; }

    /// <summary>How further nodes join; null when no token was made.</summary>
    public KubeJoinInfo? Join { get; init; }

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

    /// <summary>The same with the secrets of <see cref="Join"/> as text, which JSON, CSV and lists then show.</summary>
    public KubeCluster AsPlainText() => this with { Join = Join?.AsPlainText() };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Endpoint})";
}
