using k8s;
using Kubeadm.Engine.Operations.UpgradePlan;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Upgrades.Planning;

namespace Kubeadm.Engine.Tests.Operations.Upgrades;

/// <summary>What plans of upgrades say of addons, and of versions that are not whole.</summary>
public sealed class UpgradePlanAddonsTests
{
    [Fact]
    public async Task Addons_that_are_not_there_are_said_to_stay_away()
    {
        var cluster = await UpgradeCase.CreateAsync(coreDns: null, kubeProxy: false);

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" }));

        Assert.DoesNotContain(plan.Components, component => component.Name is "CoreDNS" or "kube-proxy");
        Assert.Equal([true, true], [.. plan.Warnings.Select(warning => warning.EndsWith("an upgrade leaves it so", StringComparison.Ordinal))]);
    }

    [Theory]
    [InlineData("CoreDNS", "coredns", "deployments", " to v1.14.2")]
    [InlineData("kube-proxy", "kube-proxy", "daemonsets", " to v1.36.3")]
    public async Task An_addon_of_which_only_the_ConfigMap_is_left_is_said_to_come_back(string addon, string name, string resource, string versions)
    {
        var cluster = await UpgradeCase.CreateAsync();
        await RemoveAsync(cluster, resource, name);

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" }));

        Assert.EndsWith(versions, plan.Components.Single(component => component.Name == addon).ToString(), StringComparison.Ordinal);
        Assert.Equal("", plan.Components.Single(component => component.Name == addon).Current);
        Assert.Contains($"{addon} does not run, but its ConfigMap kube-system/{name} is there: an upgrade deploys it again", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CoreDNS", "coredns")]
    [InlineData("kube-proxy", "kube-proxy")]
    public async Task An_addon_that_runs_without_its_ConfigMap_is_one_as_any_other(string addon, string name)
    {
        var cluster = await UpgradeCase.CreateAsync();
        await RemoveAsync(cluster, "configmaps", name);

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = "v1.36.3" }));

        Assert.NotEqual("", plan.Components.Single(component => component.Name == addon).Current);
        Assert.Empty(plan.Warnings);
    }

    [Theory]
    [InlineData("v1.36", null, "v1.36.3", "'v1.36' names no patch; using v1.36.3, the newest of 1.36 that is known here.")]
    [InlineData("1.36", "v1.36.9", "v1.36.9", "'1.36' names no patch; using v1.36.9, the newest of 1.36 that there is.")]
    public async Task A_minor_without_a_patch_is_planned_for_with_its_newest_patch(string version, string? newest, string target, string warning)
    {
        var cluster = await UpgradeCase.CreateAsync();
        if (newest is not null)
        {
            cluster.Labels["stable-1.36"] = newest;
        }

        var plan = Assert.Single(await PlanAsync(cluster, new() { Version = version }));

        Assert.Equal((target, UpgradeTarget.Requested), (plan.TargetVersion, plan.Source));
        Assert.Contains(warning, cluster.Observer.Warnings);
    }

    /// <summary>kubeadm warns and plans for its own version, which nobody asked for: an answer to another question than that with the mistake in it.</summary>
    [Theory]
    [InlineData("v1.37")]
    [InlineData("v1.34")]
    [InlineData("v1")]
    [InlineData("v1.36.x")]
    [InlineData("nonsense")]
    public async Task What_is_no_known_version_is_refused_and_no_other_is_planned_for(string version)
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(async () => await PlanAsync(await UpgradeCase.CreateAsync(), new() { Version = version }));

        Assert.Equal(("InvalidVersion", "kubernetesVersion"), (error.ErrorId, error.Target));
        Assert.Contains($"'{version}'", error.Message, StringComparison.Ordinal);
    }

    private static async Task RemoveAsync(UpgradeCase cluster, string resource, string name)
    {
        var api = cluster.Objects.Api;
        await (resource switch
        {
            "deployments" => (Task)api.AppsV1.DeleteNamespacedDeploymentAsync(name, ClusterNamespaces.System),
            "daemonsets" => api.AppsV1.DeleteNamespacedDaemonSetAsync(name, ClusterNamespaces.System),
            _ => api.CoreV1.DeleteNamespacedConfigMapAsync(name, ClusterNamespaces.System),
        });
    }

    private static Task<IReadOnlyList<KubeUpgradePlan>> PlanAsync(UpgradeCase cluster, UpgradePlanRequest request) =>
        new UpgradePlanning(cluster.Ports, cluster.Observer).RunAsync(request with { Kubeconfig = UpgradeCase.Kubeconfig }, default);
}
