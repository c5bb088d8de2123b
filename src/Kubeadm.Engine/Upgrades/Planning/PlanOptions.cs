using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>What a plan of an upgrade is asked for.</summary>
/// <param name="AllowExperimental">Whether alpha and beta versions may be targets.</param>
/// <param name="AllowReleaseCandidate">Whether release candidates may be targets.</param>
/// <param name="EtcdUpgrade">Whether etcd is upgraded too.</param>
public sealed record PlanOptions(bool AllowExperimental = false, bool AllowReleaseCandidate = false, bool EtcdUpgrade = true)
{
    /// <summary>The checks whose errors do not count.</summary>
    public IgnoredChecks Ignored { get; init; } = IgnoredChecks.None;
}
