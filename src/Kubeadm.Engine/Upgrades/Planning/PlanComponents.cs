using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>The components of a cluster with the versions that an upgrade brings them to, in kubeadm's order.</summary>
/// <param name="facts">What the cluster is like.</param>
/// <param name="release">The release that deploys.</param>
public sealed class PlanComponents(PlanFacts facts, KubernetesRelease release)
{
    /// <summary>CoreDNS' name.</summary>
    public const string CoreDns = "CoreDNS";

    /// <summary>The components.</summary>
    /// <param name="target">The version of Kubernetes to come.</param>
    /// <param name="etcd">The etcd that each version of it goes to.</param>
    /// <param name="withEtcd">Whether etcd is upgraded too.</param>
    public IReadOnlyList<KubeUpgradeComponent> Of(KubernetesVersion target, IReadOnlyDictionary<string, EtcdTarget> etcd, bool withEtcd)
    {
        ArgumentNullException.ThrowIfNull(etcd);
        var components = new List<KubeUpgradeComponent>();
        if (NeedsKubelets(target))
        {
            components.AddRange(Kubelets(facts.Kubelets, target));
        }

        components.AddRange(StaticPodComponents.ControlPlane.SelectMany(OnNodes).Select(component => Row(component, target.ToTag())));
        if (facts.KubeProxy.IsThere && !facts.Cluster.Proxy.Disabled)
        {
            components.Add(new() { Name = ComponentNames.KubeProxy, Current = facts.KubeProxy.HasWorkload ? facts.ClusterVersion.ToTag() : "", Target = target.ToTag() });
        }

        if (facts.CoreDns.IsThere && !facts.Cluster.Dns.Disabled)
        {
            components.Add(new() { Name = CoreDns, Current = facts.CoreDns.Tag, Target = Text.Either(facts.Cluster.Dns.ImageTag, release.CoreDns) });
        }

        if (withEtcd)
        {
            components.AddRange(OnNodes(ComponentNames.Etcd).Select(component => Row(component, etcd.TryGetValue(component.Version, out var next) ? next.Tag : component.Version)));
        }

        return components;
    }

    /// <summary>The kubelets, which people upgrade, ordered by version.</summary>
    internal static IEnumerable<KubeUpgradeComponent> Kubelets(IEnumerable<NodeVersion> kubelets, KubernetesVersion target) => kubelets
        .OrderBy(kubelet => kubelet.Version, StringComparer.Ordinal)
        .Select(kubelet => new KubeUpgradeComponent { Name = ComponentNames.Kubelet, Node = kubelet.Node, Current = kubelet.Version, Target = target.ToTag(), IsManual = true });

    /// <summary>kubeadm lists all of them where they differ among one another, and none where all have the target's version.</summary>
    private bool NeedsKubelets(KubernetesVersion target)
    {
        var versions = facts.Kubelets.Select(kubelet => kubelet.Version).Distinct().ToList();
        return versions.Count > 1 || (versions.Count == 1 && versions[0] != target.ToTag());
    }

    private IEnumerable<ComponentVersion> OnNodes(string component) => facts.Components.Where(one => one.Component == component);

    private static KubeUpgradeComponent Row(ComponentVersion component, string target) =>
        new() { Name = component.Component, Node = component.Node, Current = component.Version, Target = target };
}
