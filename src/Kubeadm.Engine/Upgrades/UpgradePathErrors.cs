using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades;

/// <summary>The errors of looking at what an upgrade would do.</summary>
internal static class UpgradePathErrors
{
    /// <summary>A cluster that must go through other minors before this release can do anything for it.</summary>
    public static KubeadmException ClusterTooOld(KubernetesVersion cluster, KubernetesVersion own, IReadOnlyList<UpgradeStep> steps)
    {
        var (last, first) = (steps[^1], steps.SkipLast(1));
        var way = string.Join("; ", first.Select(step => $"to {step} with kubeadm v{step.Series}"));
        return new(
            "ClusterTooOld",
            $"the cluster runs {cluster.ToTag()}, {own.MinorsAheadOf(cluster)} minor versions behind this release, {own.ToTag()}: upgrade it one minor at a time, {way}; then to {last} with this release")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = cluster.ToTag(),
            Remedy = "Upgrade the control plane and then the kubelets with each step.",
        };
    }
}
