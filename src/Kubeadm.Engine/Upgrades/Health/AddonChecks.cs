using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>The checks of add-ons before a cluster is upgraded; they come before those of its health, which make a Job.</summary>
public static class AddonChecks
{
    /// <summary>The checks.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="release">The release that deploys.</param>
    public static IReadOnlyList<NodeCheck> Create(ApiObjects objects, KubernetesRelease release)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(release);
        return [new CoreDnsUnsupportedPluginsCheck(objects, release.CoreDns), new CoreDnsMigrationCheck(objects, release.CoreDns)];
    }
}
