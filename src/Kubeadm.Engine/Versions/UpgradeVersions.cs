namespace Kubeadm.Engine.Versions;

/// <summary>The versions that decide whether a control plane may go to another one.</summary>
public sealed record UpgradeVersions
{
    /// <summary>The version to go to.</summary>
    public required KubernetesVersion Target { get; init; }

    /// <summary>The version that the API server runs.</summary>
    public required KubernetesVersion Cluster { get; init; }

    /// <summary>The kubelets' versions; null when they could not be looked up.</summary>
    public required IReadOnlyList<NodeVersion>? Kubelets { get; init; }

    /// <summary>Whether alpha, beta and release candidate versions may be targets.</summary>
    public bool AllowExperimental { get; init; }

    /// <summary>Whether release candidates may be targets.</summary>
    public bool AllowReleaseCandidate { get; init; }
}
