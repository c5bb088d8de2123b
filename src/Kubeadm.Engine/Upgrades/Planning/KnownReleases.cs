using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>What is known of the releases that there are; null for what the release server did not tell.</summary>
public sealed record KnownReleases
{
    /// <summary>The newest release that this program goes up to.</summary>
    public KubernetesVersion? Stable { get; init; }

    /// <summary>The newest release of the cluster's own minor.</summary>
    public KubernetesVersion? Series { get; init; }

    /// <summary>The newest version of all, previews too.</summary>
    public KubernetesVersion? Latest { get; init; }

    /// <summary>The newest version of the minor before <see cref="Latest"/>'s, previews too.</summary>
    public KubernetesVersion? Previous { get; init; }
}
