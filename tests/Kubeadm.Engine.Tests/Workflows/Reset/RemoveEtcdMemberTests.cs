using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Reset;

public sealed class RemoveEtcdMemberTests
{
    [Fact]
    public async Task The_last_member_is_not_removed_but_its_data_goes()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.Etcd = new FakeEtcdCluster(FakeEtcdCluster.Voter(1, "cp1"));

        var phase = await RunAsync(node);

        Assert.Single(node.Etcd.Members);
        Assert.Contains(new Change(ChangeKind.EtcdMember, "cp1", ChangeAction.Unchanged), phase.Changes);
        Assert.Empty(node.Files.List("/var/lib/etcd"));
        Assert.Empty(phase.Warnings);
    }

    [Fact]
    public async Task A_member_that_is_gone_already_is_no_error()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.Etcd = new FakeEtcdCluster(FakeEtcdCluster.Voter(2, "cp2"), FakeEtcdCluster.Voter(3, "cp3"));

        var phase = await RunAsync(node);

        Assert.Equal(2, node.Etcd.Members.Count);
        Assert.Empty(phase.Warnings);
    }

    [Fact]
    public async Task Without_a_manifest_the_member_is_found_by_the_nodes_own_address()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.Files.DeleteFile("/etc/kubernetes/manifests/etcd.yaml");
        node.Etcd = new FakeEtcdCluster(FakeEtcdCluster.Voter(1, "192.0.2.2"), FakeEtcdCluster.Voter(2, "192.0.2.3"));

        await RunAsync(node);

        Assert.Equal(["192.0.2.3"], node.Etcd.Members.Select(m => m.Name));
    }

    [Fact]
    public async Task That_it_could_not_be_removed_is_a_warning_and_the_data_goes_all_the_same()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.Etcd.Before = _ => throw FakeEtcdCluster.Unreachable();

        var phase = await RunAsync(node);

        Assert.Contains(phase.Warnings, w => w.StartsWith("[reset] Failed to remove etcd member:", StringComparison.Ordinal));
        Assert.Equal(["https://cp1:2380"], phase.Left.Select(l => l.Target));
        Assert.Empty(node.Files.List("/var/lib/etcd"));
    }

    [Fact]
    public async Task An_external_etcd_is_left_alone()
    {
        using var node = await ResetNode.ControlPlaneAsync(ResetNode.ClusterConfiguration + "etcd:\n  external:\n    endpoints: [https://10.0.0.1:2379]\n");

        var phase = await RunAsync(node);

        Assert.Contains("[reset] No etcd config found. Assuming external etcd", node.Observer.Lines);
        Assert.True(node.Files.FileExists("/var/lib/etcd/member/snap/db"));
        Assert.Empty(node.Etcd.Requests);
        Assert.Equal(["external etcd"], phase.Left.Select(l => l.Target));
    }

    [Theory]
    [InlineData("not a manifest")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata:\n  name: etcd\nspec:\n  containers: []\n")]
    public async Task From_a_manifest_that_tells_nothing_nothing_is_concluded(string manifest)
    {
        var node = new ResetNode();
        node.Files.Add("/etc/kubernetes/manifests/etcd.yaml", manifest).Add("/var/lib/etcd/member/snap/db", "data");

        var phase = await RunAsync(node);

        Assert.Equal(["external etcd"], phase.Left.Select(l => l.Target));
        Assert.True(node.Files.FileExists("/var/lib/etcd/member/snap/db"));
    }

    [Fact]
    public async Task Data_in_a_folder_that_the_machine_needs_is_left_and_told()
    {
        using var node = await ResetNode.ControlPlaneAsync(ResetNode.ClusterConfiguration + "etcd:\n  local:\n    dataDir: /var/lib\n");

        var phase = await RunAsync(node);

        Assert.Equal(["/var/lib"], phase.Left.Select(l => l.Target));
        Assert.True(node.Files.FileExists("/var/lib/etcd/member/snap/db"));
        Assert.DoesNotContain(node.Observer.Lines, line => line.Contains("Deleted contents", StringComparison.Ordinal));
    }

    private static async Task<PhaseResult> RunAsync(ResetNode node) =>
        (await new ResetWorkflow(node.Ports(), node.Observer)
            .RunPhasesAsync(new ResetRequest { Phases = ["remove-etcd-member"] }, CancellationToken.None)).Single();
}
