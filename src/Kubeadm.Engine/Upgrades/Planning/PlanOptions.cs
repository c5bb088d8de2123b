using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>What a plan of an upgrade is asked for.</summary>
/// <param name="AllowExperimental">Whether alpha and beta versions may be targets.</param>
/// <param name="AllowReleaseCandidate">Whether release candidates may be targets.</param>
/// <param name="EtcdUpgrade">Whether etcd is upgraded too.</param>
/// <param name="Ignored">The checks whose errors do not count; null means that all do.</param>
public sealed record PlanOptions(bool AllowExperimental = false, bool AllowReleaseCandidate = false, bool EtcdUpgrade = true, IgnoredChecks? Ignored = null);
