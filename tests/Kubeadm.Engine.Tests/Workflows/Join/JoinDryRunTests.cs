using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>A join that is only tried: it reads the cluster, if it can, and writes to its folder alone.</summary>
public sealed class JoinDryRunTests
{
    [Fact]
    public async Task A_workers_files_land_in_the_folder_and_nothing_is_done()
    {
        using var join = await JoinCase.CreateAsync();
        var before = join.Node.Memory.AllFiles;
        var node = await join.JoinAsync(join.DryRequest(join.Worker));
        Assert.True(node.DryRun);
        Assert.Equal(join.Output, node.DryRunPath);
        Assert.Equal("v1.36.3", node.KubernetesVersion);
        Assert.Equal(before, join.Node.Memory.AllFiles);
        Assert.Empty(join.Node.FakeServices!.Calls);
        Assert.Equal(
            [
                "etc/kubernetes/bootstrap-kubelet.conf", "etc/kubernetes/pki/ca.crt", "var/lib/kubelet/config.yaml",
                "var/lib/kubelet/instance-config.yaml", "var/lib/kubelet/kubeadm-flags.env",
            ],
            Written(join));
        Assert.Equal(join.SharedFile("ca.crt"), File.ReadAllBytes(Path.Combine(join.Output, "root/etc/kubernetes/pki/ca.crt")));
    }

    [Fact]
    public async Task A_control_planes_dry_run_asks_etcd_nothing_and_records_the_mark()
    {
        using var join = await JoinCase.CreateAsync();
        var writes = join.Server.Writes.Count;
        await join.JoinAsync(join.DryRequest(join.ControlPlane));
        Assert.Empty(join.Etcd.Requests);
        Assert.Equal(writes, join.Server.Writes.Count);
        Assert.Equal(["001-patch-nodes-cp2.yaml"], Directory.EnumerateFiles(Path.Combine(join.Output, "cluster")).Select(Path.GetFileName));
        var written = Written(join);
        Assert.Contains("etc/kubernetes/manifests/etcd.yaml", written);
        Assert.Contains("etc/kubernetes/admin.conf", written);
        Assert.Equal(join.SharedFile("ca.key"), File.ReadAllBytes(Path.Combine(join.Output, "root/etc/kubernetes/pki/ca.key")));
        Assert.Contains("[etcd] Would add etcd member: https://10.77.0.13:2380", join.Observer.Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_network_a_cluster_of_defaults_stands_in_and_that_is_said(bool controlPlane)
    {
        using var join = await JoinCase.CreateAsync();
        join.OnRequest = _ => throw new HttpRequestException("no route to host");
        var node = await join.JoinAsync(join.DryRequest(controlPlane ? join.ControlPlane : join.Worker));
        Assert.Equal("https://10.77.0.11:6443", node.Endpoint);
        Assert.Contains(join.Observer.Warnings, w => w.Contains("cannot be asked", StringComparison.Ordinal));
        Assert.Contains("var/lib/kubelet/config.yaml", Written(join));
        Assert.Equal(controlPlane, Written(join).Contains("etc/kubernetes/manifests/kube-apiserver.yaml"));
    }

    [Fact]
    public async Task In_kubeadms_form_a_cluster_that_does_not_answer_is_an_error()
    {
        using var join = await JoinCase.CreateAsync();
        join.OnRequest = _ => throw new HttpRequestException("no route to host");

        var error = await Assert.ThrowsAsync<WorkflowException>(() => join.JoinAsync(join.DryRequest(join.Worker) with { DryRunForm = DryRunForm.Kubeadm }));

        Assert.Equal(("ApiServerUnreachable", "preflight"), (error.ErrorId, error.Phase));
    }

    [Fact]
    public async Task A_refusal_by_a_cluster_that_answers_is_no_reason_to_make_one_up()
    {
        using var join = await JoinCase.CreateAsync();
        var wrong = join.Worker with { DiscoveryTokenCaCertHashes = [$"sha256:{new string('0', 64)}"] };
        var error = await Assert.ThrowsAsync<WorkflowException>(() => join.JoinAsync(join.DryRequest(wrong)));
        Assert.Equal("ClusterAuthorityNotPinned", error.ErrorId);
    }

    [Fact]
    public async Task A_refusal_that_came_late_is_not_asked_for_again()
    {
        using var join = await JoinCase.CreateAsync();
        var clock = new LeapingClock { KeepsLimits = true };
        join.Node.Clock = clock;
        var asked = 0;
        join.OnRequest = _ =>
        {
            asked++;
            clock.Advance(TimeSpan.FromMinutes(1));
        };

        var wrong = join.Worker with { DiscoveryTokenCaCertHashes = [$"sha256:{new string('0', 64)}"] };
        await Assert.ThrowsAsync<WorkflowException>(() => join.JoinAsync(join.DryRequest(wrong)));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Checks_that_would_fail_are_warnings()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeSystem.IsPrivileged = false;
        await join.JoinAsync(join.DryRequest(join.Worker));
        Assert.Contains(join.Observer.Warnings, w => w.Contains("IsPrivilegedUser: would fail", StringComparison.Ordinal));
    }

    private static List<string> Written(JoinCase join)
    {
        var root = Path.Combine(join.Output, "root");
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)];
    }
}
