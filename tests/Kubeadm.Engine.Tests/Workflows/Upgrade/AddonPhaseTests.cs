using k8s;
using Kubeadm.Engine.Operations.UpgradePlan;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>When an upgrade comes to the add-ons.</summary>
public sealed class AddonPhaseTests
{
    [Fact]
    public async Task They_are_upgraded_with_the_only_control_plane()
    {
        var node = await UpgradeRunCase.CreateAsync();

        await node.ApplyAsync();

        Assert.Equal("registry.k8s.io/coredns/coredns:v1.14.2", ImageOf(node, "deployments", "coredns"));
        Assert.Equal("registry.k8s.io/kube-proxy:v1.36.3", ImageOf(node, "daemonsets", "kube-proxy"));
        Assert.Contains("[addons] Applied essential addon: CoreDNS", node.Observer.Lines);
    }

    [Fact]
    public async Task They_wait_for_the_last_API_server()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.AddApiServerAsync("cp3", "v1.35.6");
        await node.AddApiServerAsync("cp2", "v1.35.6");

        var upgrade = await node.ApplyAsync();

        Assert.DoesNotContain(node.Cluster.Writes, write => write.Resource is "deployments" or "daemonsets");
        Assert.Contains("[upgrade/addon] Skipping upgrade of addons because control plane instances [cp2 cp3] have not been upgraded", node.Observer.Lines);
        Assert.All(upgrade.Phases.Where(phase => phase.Phase.StartsWith("addon", StringComparison.Ordinal)), phase => Assert.Empty(phase.Changes));
    }

    [Fact]
    public async Task They_are_upgraded_with_the_last_of_several()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.AddApiServerAsync("cp2", "v1.36.3");
        await node.SetClusterVersionAsync(UpgradeRunCase.New);

        await node.UpgradeNodeAsync();

        Assert.Equal("registry.k8s.io/kube-proxy:v1.36.3", ImageOf(node, "daemonsets", "kube-proxy"));
        Assert.Equal("registry.k8s.io/coredns/coredns:v1.14.2", ImageOf(node, "deployments", "coredns"));
    }

    [Theory]
    [InlineData("dns", "coredns", "deployments")]
    [InlineData("proxy", "kube-proxy", "daemonsets")]
    public async Task One_that_is_disabled_stays_as_it_is(string field, string phase, string resource)
    {
        var node = await UpgradeRunCase.CreateAsync(more: $"{field}: {{disabled: true}}\n");

        await node.ApplyAsync();

        Assert.DoesNotContain(node.Cluster.Writes, write => write.Resource == resource);
        Assert.Contains($"[upgrade/addon] Skipping the addon/{phase} phase. The addon is disabled.", node.Observer.Lines);
    }

    [Fact]
    public async Task One_that_was_removed_stays_away()
    {
        var node = await UpgradeRunCase.CreateAsync(coreDns: null, kubeProxy: false);

        var upgrade = await node.ApplyAsync();

        Assert.DoesNotContain(node.Cluster.Writes, write => write.Name is "coredns" or "kube-proxy" or "kube-dns");
        Assert.DoesNotContain(upgrade.Phases, phase => phase.Status == PhaseStatus.Failed);
        Assert.Equal(2, node.Observer.Lines.Count(line => line.StartsWith("[upgrade/addon] Skipping the addon/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task What_a_plan_says_of_an_addon_is_what_becomes_of_it(bool withConfigMap, bool withWorkload)
    {
        var node = await UpgradeRunCase.CreateAsync();
        var api = node.Cluster.Objects.Api;
        foreach (var name in withConfigMap ? Array.Empty<string>() : ["coredns", "kube-proxy"])
        {
            await api.CoreV1.DeleteNamespacedConfigMapAsync(name, "kube-system");
        }

        if (!withWorkload)
        {
            await api.AppsV1.DeleteNamespacedDeploymentAsync("coredns", "kube-system");
            await api.AppsV1.DeleteNamespacedDaemonSetAsync("kube-proxy", "kube-system");
        }

        var plan = Assert.Single(await new UpgradePlanning(node.Ports, node.Observer).RunAsync(new UpgradePlanRequest { Version = "v1.36.3" }, default));
        await node.ApplyAsync();

        var planned = plan.Components.Select(component => component.Name).Intersect(["CoreDNS", "kube-proxy"]).Count();
        var after = (await api.AppsV1.ListNamespacedDeploymentAsync("kube-system")).Items.Count + (await api.AppsV1.ListNamespacedDaemonSetAsync("kube-system")).Items.Count;
        Assert.Equal(withConfigMap || withWorkload ? 2 : 0, planned);
        Assert.Equal(planned, after);
    }

    private static string ImageOf(UpgradeRunCase node, string resource, string name) =>
        (string)node.Object(resource, name)["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!;
}
