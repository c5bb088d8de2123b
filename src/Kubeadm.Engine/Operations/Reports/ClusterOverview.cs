using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Operations.Reports;

/// <summary>Reads how a cluster is: its versions, its add-ons, its etcd, and an upgrade to the newest release that this program knows. Writes nothing.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what could not be found out.</param>
internal sealed class ClusterOverview(EnginePorts ports, IEngineObserver observer)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds to a report what the cluster tells.</summary>
    /// <param name="report">The report.</param>
    /// <param name="kubeconfig">The kubeconfig's path; null means the one that kubeadm finds.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">
    /// <c>KubeconfigNotFound</c>, <c>InvalidKubeconfig</c>, <c>ClusterTooOld</c>, <c>ClusterConfigurationMissing</c>; and those of requests.
    /// </exception>
    public async Task<KubeReport> AddToAsync(KubeReport report, string? kubeconfig, CancellationToken cancellationToken)
    {
        using var access = ClusterAccess.Open(ports, kubeconfig, TimeSpan.Zero, requestTimeout: RequestTimeout, cancellationToken: cancellationToken);
        var onControlPlane = StaticPodReader.IsOnControlPlane(ports.Node.Files);
        var cluster = await ClusterNodeConfiguration.ReadAsync(
            ports, observer, access.Objects, new("[report]", onControlPlane, WithComponents: true), cancellationToken);
        var options = new PlanOptions(AllowExperimental: false, AllowReleaseCandidate: false, EtcdUpgrade: true);
        var reading = new PlanReading(ports, observer, access.Objects, cluster, new ClusterNodes(access.Objects), PatchSet.Load(ports.Node.Files, null), options);
        var (facts, known) = await reading.ReadAsync(asksServer: false, withPreviews: false, cancellationToken);
        var plan = Plan(facts, known, options);
        return report with
        {
            ClusterName = cluster.Configuration.Cluster.ClusterName,
            KubernetesVersion = plan.ClusterVersion,
            TargetVersion = plan.IsUpgrade ? plan.TargetVersion : null,
            Components = [.. Components(facts, plan)],
            NodesBehind = plan.NodesBehind,
            Etcd = [.. facts.Etcd],
            Drift = plan.Drift,
            Obstacles = plan.Problems,
            Notes = [.. report.Notes, .. plan.Warnings],
        };
    }

    private KubeUpgradePlan Plan(PlanFacts facts, KnownReleases known, PlanOptions options)
    {
        var targets = new UpgradeTargets(facts.ClusterVersion, ports.Releases.Current.Current).Of(known, experimental: false, candidates: false);
        var builder = new PlanBuilder(facts, options, ports.Releases);
        return targets.Count > 0 ? builder.Upgrade(targets[^1]) : builder.UpToDate(null);
    }

    /// <summary>All of them, where a plan leaves out those that stay as they are.</summary>
    private IEnumerable<KubeUpgradeComponent> Components(PlanFacts facts, KubeUpgradePlan plan)
    {
        var components = plan.IsUpgrade ? plan.Components : new PlanComponents(facts, ports.Releases.Current).Of(facts.ClusterVersion, new Dictionary<string, EtcdTarget>(), withEtcd: true);
        var kubelets = PlanComponents.Kubelets(facts.Kubelets, KubernetesVersion.Parse(plan.TargetVersion));
        return components.Where(component => !component.IsManual).Concat(kubelets);
    }
}
