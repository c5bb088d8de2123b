using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Operations.UpgradePlan;

/// <summary>Finds the versions that a plan would offer, and nothing else of it: for people who are about to name one.</summary>
/// <param name="ports">The ways to the world.</param>
public sealed class UpgradeChoices(EnginePorts ports)
{
    /// <summary>How long the release server is waited for; without its answer the versions are those that are known here.</summary>
    private static readonly TimeSpan LookupLimit = TimeSpan.FromSeconds(0.5);

    /// <summary>The versions, oldest kind first; none where the cluster is not behind, or is too far behind.</summary>
    /// <param name="kubeconfig">The kubeconfig's path; null means the one that kubeadm finds.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="KubeadmException"><c>KubeconfigNotFound</c>, <c>InvalidVersion</c>; and those of requests.</exception>
    public async Task<IReadOnlyList<UpgradeTarget>> FindAsync(string? kubeconfig, CancellationToken cancellationToken)
    {
        using var access = ClusterAccess.Open(ports, kubeconfig, TimeSpan.Zero, cancellationToken: cancellationToken);
        var cluster = await new ClusterVersions(access.Objects).ReadApiServerAsync(cancellationToken);
        var known = await new ReleaseLookup(ports.VersionResolver.Within(LookupLimit), _ => { }).FindAsync(cluster, withPreviews: false, cancellationToken);
        var targets = new UpgradeTargets(cluster, ports.Releases.Current.Current).Of(known, experimental: false, candidates: false);
        return [.. targets.Where(target => target.Version.MinorsAheadOf(cluster) <= VersionSkew.Upgrade)];
    }
}
