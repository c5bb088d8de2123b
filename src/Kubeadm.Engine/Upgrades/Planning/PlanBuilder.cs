using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>Puts a plan together from what a cluster is like. Nothing is asked of anyone.</summary>
/// <param name="facts">What the cluster is like.</param>
/// <param name="options">What is asked for.</param>
/// <param name="releases">The releases that are known; the newest is this program's own.</param>
public sealed class PlanBuilder(PlanFacts facts, PlanOptions options, ReleaseTable releases)
{
    private readonly KubernetesRelease _release = releases.Current;

    /// <summary>The plan of an upgrade.</summary>
    public KubeUpgradePlan Upgrade(UpgradeTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var etcd = EtcdOf(target.Version);
        var findings = new UpgradePolicy(releases).Check(new UpgradeVersions
        {
            Target = target.Version,
            Cluster = facts.ClusterVersion,
            Kubelets = facts.Kubelets,
            AllowExperimental = options.AllowExperimental,
            AllowReleaseCandidate = options.AllowReleaseCandidate,
        });
        return Create(target, isUpgrade: true) with
        {
            Components = [.. new PlanComponents(facts, _release).Of(target.Version, etcd, options.EtcdUpgrade)],
            VersionFindings = [.. findings],
            Problems = [.. findings.Select(finding => finding.Message), .. etcd.Values.Select(next => next.Problem).OfType<string>().Distinct(), .. EtcdProblems(), .. facts.NodeProblems],
            Warnings = [.. etcd.Values.Select(next => next.ReasonToKeep).OfType<string>().Distinct(), .. EtcdArguments(etcd.Values), .. General()],
        };
    }

    /// <summary>The plan where there is nothing to upgrade to: kubelets may be behind all the same.</summary>
    /// <param name="requested">The version that was asked for, if one was.</param>
    public KubeUpgradePlan UpToDate(KubernetesVersion? requested)
    {
        var target = new UpgradeTarget(
            requested ?? facts.ClusterVersion, "nothing to upgrade to", requested is null ? UpgradeTarget.ReleaseServer : UpgradeTarget.Requested, _release.Current);
        var behind = PlanComponents.Kubelets(facts.Kubelets.Where(IsBehind), facts.ClusterVersion);
        return Create(target, isUpgrade: false) with { Components = [.. behind], Warnings = [.. General()] };
    }

    private KubeUpgradePlan Create(UpgradeTarget target, bool isUpgrade) => new()
    {
        TargetVersion = target.Version.ToTag(),
        ClusterVersion = facts.ClusterVersion.ToTag(),
        ToolVersion = _release.Current.ToTag(),
        RequiredToolVersion = target.Tool.ToTag(),
        Description = target.Description,
        Source = target.Source,
        IsUpgrade = isUpgrade,
        IsPreview = target.Version.IsPreview,
        IsReleaseCandidate = target.Version.IsReleaseCandidate,
        Components = [],
        ComponentConfigs = [.. facts.ComponentConfigs],
        Problems = [],
        VersionFindings = [],
        Drift = [.. facts.Drift],
        NodesBehind = [.. facts.Kubelets.Where(IsBehind)],
        ExpiringCertificates = [.. facts.ExpiringCertificates],
        UnhealthyEtcd = [.. facts.UnhealthyEtcd],
        Warnings = [],
    };

    private bool IsBehind(NodeVersion kubelet) => KubernetesVersion.IsOlder(kubelet.Version, facts.ClusterVersion);

    /// <summary>The etcd that each version of it goes to; empty where etcd is external or stays as it is.</summary>
    private Dictionary<string, EtcdTarget> EtcdOf(KubernetesVersion target)
    {
        var running = facts.Components.Where(component => component.Component == ComponentNames.Etcd).Select(component => component.Version).Distinct();
        return facts.Cluster.Etcd.Local is null || !options.EtcdUpgrade ? [] : running.ToDictionary(version => version, version => EtcdTarget.Of(facts.Cluster, target, _release, version));
    }

    /// <summary>An upgrade of etcd begins only where all its members are healthy.</summary>
    private IEnumerable<string> EtcdProblems() =>
        options.EtcdUpgrade && !options.Ignored.Contains(EtcdHealthCheck.CheckName) ? facts.UnhealthyEtcd.Select(member => $"etcd at {member}") : [];

    private IEnumerable<string> EtcdArguments(IEnumerable<EtcdTarget> etcd) =>
        facts.Cluster.Etcd.Local is { } local ? etcd.SelectMany(next => EtcdFormerArguments.Warnings(local.ExtraArgs, next.Tag)).Distinct() : [];

    /// <summary>What is worth knowing whatever the target is.</summary>
    private IEnumerable<string> General()
    {
        var servers = facts.Components.Where(component => component.Component == ComponentNames.ApiServer).ToLookup(component => component.Version, component => component.Node);
        if (servers.Count > 1)
        {
            yield return $"the API servers have different versions: {string.Join("; ", servers.Select(group => $"{group.Key} on {string.Join(", ", group)}"))}";
        }

        if (!facts.Cluster.Dns.Disabled && OfAddon(PlanComponents.CoreDns, CoreDnsManifests.Name, facts.CoreDns) is { } dns)
        {
            yield return dns;
        }

        if (!facts.Cluster.Proxy.Disabled && OfAddon(ComponentNames.KubeProxy, ClusterNames.KubeProxy, facts.KubeProxy) is { } proxy)
        {
            yield return proxy;
        }
    }

    private static string? OfAddon(string addon, string map, AddonState state) =>
        !state.IsThere ? $"{addon} is not deployed, though the configuration does not disable it; an upgrade leaves it so"
        : state.ComesBack ? $"{addon} does not run, but its ConfigMap {ClusterNamespaces.System}/{map} is there: an upgrade deploys it again. Remove the ConfigMap too where it is to stay away"
        : null;
}
