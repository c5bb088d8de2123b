using k8s.Models;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What is looked at before an upgrade when a person asks for nothing but that.</summary>
public sealed class ApplyCheckTests
{
    private static readonly string[] OfEtcd = ["EtcdDataDirectory", "EtcdVersion", "EtcdHealth", "BackupSpace"];
    private static readonly string[] OfCluster = ["CoreDNSUnsupportedPlugins", "CoreDNSMigration", "CreateJob", "ControlPlaneNodesReady", "StaticPodManifest", "VersionSkew"];

    [Fact]
    public async Task With_a_version_the_cluster_is_looked_at_too_and_the_Job_is_the_one_write()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Files();

        var checks = await CheckAsync(node, UpgradeRunCase.Request);

        Assert.Equal([.. OfEtcd, .. OfCluster], checks.Select(check => check.Name).Intersect([.. OfEtcd, .. OfCluster]));
        Assert.All(checks.Where(check => OfEtcd.Concat(OfCluster).Contains(check.Name)), check => Assert.Equal(PreflightOutcome.Passed, check.Outcome));
        Assert.Equal(["jobs"], node.Cluster.Writes.Select(write => write.Resource).Distinct());
        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Kubelet.Images);
    }

    [Fact]
    public async Task Without_one_the_node_and_its_member_of_etcd_are_and_nothing_is_written()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var checks = await CheckAsync(node, UpgradeRunCase.Request with { Version = null });

        Assert.Equal(OfEtcd, checks.Select(check => check.Name).Intersect([.. OfEtcd, .. OfCluster]));
        Assert.Empty(node.Cluster.Writes);
    }

    [Theory]
    [InlineData("kube-apiserver.yaml.bak", "kube-apiserver", false)]
    [InlineData("old-etcd.yaml", "etcd", false)]
    [InlineData(".kube-apiserver.yaml.swp", "kube-apiserver", true)]
    public async Task A_copy_of_a_manifest_beside_it_is_refused_but_what_the_kubelet_passes_over(string name, string component, bool passes)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add($"{UpgradeCase.Manifests}/{name}", node.Manifests[component]);

        var check = Assert.Single(await CheckAsync(node, UpgradeRunCase.Request), check => check.Name == "SecondManifest");

        Assert.Equal(passes ? PreflightOutcome.Passed : PreflightOutcome.Failed, check.Outcome);
        Assert.Equal(
            passes ? [] : [$"{UpgradeCase.Manifests}/{name}: the Pod {component} is described here too, beside {UpgradeCase.Manifests}/{component}.yaml"],
            check.Errors);
    }

    [Theory]
    [InlineData("path: /var/lib/etcd", "path: /srv/etcd", "/srv/etcd")]
    [InlineData("--data-dir=/var/lib/etcd", "--data-dir=/var/lib/etcd/own", "/var/lib/etcd/own")]
    public async Task An_etcd_whose_data_are_elsewhere_than_the_configuration_says_is_refused(string old, string changed, string used)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add(UpgradeRunCase.PathOf("etcd"), node.Manifests["etcd"].Replace(old, changed, StringComparison.Ordinal));

        var check = Assert.Single(await CheckAsync(node, UpgradeRunCase.Request), check => check.Name == "EtcdDataDirectory");

        Assert.Equal(PreflightOutcome.Failed, check.Outcome);
        Assert.Equal([$"etcd has its data in {used} ({UpgradeRunCase.PathOf("etcd")}), but etcd.local.dataDir of the cluster's configuration is /var/lib/etcd"], check.Errors);
    }

    [Theory]
    [InlineData("serviceSubnet: 10.99.0.0/99", "networking.serviceSubnet: '10.99.0.0/99' is not a range such as 10.96.0.0/12, or two of both families joined with a comma")]
    [InlineData("podSubnet: nonsense", "networking.podSubnet: 'nonsense' is not a range such as 10.96.0.0/12, or two of both families joined with a comma")]
    public async Task A_range_of_the_clusters_configuration_that_is_none_is_refused(string field, string cause)
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.Cluster.EditAsync<V1ConfigMap>("kubeadm-config", map => map.Data["ClusterConfiguration"] += $"networking: {{{field}}}\n");

        var check = Assert.Single(await CheckAsync(node, UpgradeRunCase.Request), check => check.Name == "ClusterNetworking");

        Assert.Equal(PreflightOutcome.Failed, check.Outcome);
        Assert.Equal([cause], check.Errors);
    }

    [Fact]
    public async Task Where_etcd_is_left_out_it_is_not_looked_at()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var checks = await CheckAsync(node, UpgradeRunCase.Request with { EtcdUpgrade = false });

        Assert.Equal(OfCluster, checks.Select(check => check.Name).Intersect([.. OfEtcd, .. OfCluster]));
        Assert.Empty(node.Cluster.Etcd.Requests);
    }

    [Fact]
    public async Task A_worker_without_a_version_is_looked_at_as_a_machine()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();

        var checks = await CheckAsync(node, UpgradeRunCase.Request with { Version = null });

        Assert.NotEmpty(checks);
        Assert.Empty(checks.Select(check => check.Name).Intersect([.. OfEtcd, .. OfCluster]));
    }

    [Fact]
    public async Task On_a_worker_a_version_is_refused()
    {
        var node = await UpgradeRunCase.CreateWorkerAsync();

        var error = await Assert.ThrowsAsync<KubeadmException>(() => CheckAsync(node, UpgradeRunCase.Request));

        Assert.Equal("NotAControlPlane", error.ErrorId);
    }

    [Fact]
    public async Task A_version_that_the_cluster_may_not_go_to_is_a_verdict_like_others()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var checks = await CheckAsync(node, UpgradeRunCase.Request with { Version = "v1.37.0" });

        var skew = Assert.Single(checks, check => check.Name == "VersionSkew");
        Assert.Equal(PreflightOutcome.Failed, skew.Outcome);
        Assert.Contains(skew.Errors, error => error.StartsWith("v1.37.0 is more than 1 minor version ahead of the cluster's v1.35.6", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<PreflightCheck>> CheckAsync(UpgradeRunCase node, UpgradeApplyRequest request) =>
        new ApplyWorkflow(node.Ports, node.Observer).CheckAsync(request, default);
}
