using Kubeadm.Engine.Operations.Preflight;
using Kubeadm.Engine.Operations.Reports;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Operations.Reports;

/// <summary>Reports on a machine, over a cluster in memory.</summary>
public sealed class NodeReportTests
{
    [Fact]
    public async Task A_control_plane_tells_all_its_versions_and_its_etcd_and_nothing_is_written_or_asked_elsewhere()
    {
        var cluster = await UpgradeCase.CreateAsync();

        var report = await ReadAsync(cluster);

        Assert.Equal(("cp1", "kubernetes", "v1.35.6", "v1.36.3"), (report.Node, report.ClusterName, report.KubernetesVersion, report.TargetVersion));
        Assert.Equal(
            [
                "kube-apiserver on cp1: v1.35.6 to v1.36.3", "kube-controller-manager on cp1: v1.35.6 to v1.36.3", "kube-scheduler on cp1: v1.35.6 to v1.36.3",
                "kube-proxy: v1.35.6 to v1.36.3", "CoreDNS: v1.13.1 to v1.14.2", "etcd on cp1: 3.6.6-0 to 3.6.8-0",
                "kubelet on cp1: v1.35.6 to v1.36.3", "kubelet on w1: v1.35.6 to v1.36.3",
            ],
            report.Components.Select(component => component.ToString()));
        Assert.True(Assert.Single(report.Etcd).IsHealthy);
        Assert.Empty(report.Checks);
        Assert.Empty(cluster.Writes);
        Assert.Empty(cluster.Asked);
    }

    [Fact]
    public async Task A_cluster_that_is_up_to_date_has_its_components_all_the_same()
    {
        var cluster = await UpgradeCase.CreateAsync("v1.36.3", coreDns: "v1.14.2");
        cluster.AddNode("w2", "v1.35.6", isControlPlane: false);

        var report = await ReadAsync(cluster);

        Assert.Null(report.TargetVersion);
        Assert.Equal(9, report.Components.Count);
        Assert.Equal(["w2: v1.35.6"], report.NodesBehind.Select(node => node.ToString()));
        Assert.Contains("1 kubelet is older than the cluster: w2 v1.35.6", report.Attention);
    }

    [Fact]
    public async Task A_machine_without_a_cluster_has_a_report_that_says_so()
    {
        var cluster = await UpgradeCase.CreateAsync();
        var node = new FakeNode { FakeNetwork = { HostName = "Bare" } };

        var report = await new NodeReport(cluster.Ports with { Node = node }, cluster.Observer).ReadAsync(new ReportRequest { Title = "Lab" }, default);

        Assert.Equal("bare", report.Node);
        Assert.Contains(report.Notes, note => note.StartsWith("The cluster could not be asked for its versions: ", StringComparison.Ordinal));
        Assert.Contains(report.Notes, note => note.StartsWith("No certificate is there, or may be read.", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Notes, note => note.StartsWith('['));
        Assert.Empty(cluster.Observer.Warnings);
    }

    [Fact]
    public async Task Checks_that_cannot_be_made_are_a_note_and_the_rest_is_told()
    {
        var cluster = await UpgradeCase.CreateAsync();
        var ports = cluster.Ports with { ConnectRuntime = _ => throw new IOException("the socket is broken") };

        var report = await new NodeReport(ports, cluster.Observer).ReadAsync(new ReportRequest { Title = "Lab", Checks = NodeCheckWorkflow.Join }, default);

        Assert.Contains("The machine could not be checked: the socket is broken", report.Notes);
        Assert.Empty(report.Checks);
        Assert.NotEmpty(report.Components);
    }

    private static Task<KubeReport> ReadAsync(UpgradeCase cluster) =>
        new NodeReport(cluster.Ports, cluster.Observer).ReadAsync(new ReportRequest { Title = "Lab" }, default);
}
