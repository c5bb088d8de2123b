using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Reset;

public sealed class ResetWorkflowTests
{
    [Fact]
    public void The_phases_are_kubeadms_in_its_order_with_its_aliases()
    {
        Assert.Equal(["preflight", "remove-etcd-member", "cleanup-node"], ResetWorkflow.Describe().Select(p => p.Name));
        Assert.Equal("preflight", ResetPhases.Tree.Resolve("pre-flight"));
        Assert.Equal("cleanup-node", ResetPhases.Tree.Resolve("cleanupnode"));
    }

    [SkippableTheory]
    [InlineData(true, "reset-cp1.out")]
    [InlineData(false, "reset-w1.out")]
    public async Task The_lines_are_those_that_kubeadm_printed(bool isControlPlane, string recorded)
    {
        var lines = File.ReadAllLines(ReferenceData.Require("live", recorded)).TakeWhile(line => line.Length > 0);
        using var node = isControlPlane ? await ResetNode.ControlPlaneAsync() : ResetNode.Worker();

        await node.ResetAsync();

        Assert.Equal(lines, node.Observer.Lines.TakeWhile(line => line.Length > 0));
    }

    [Fact]
    public async Task A_control_plane_is_taken_apart_and_its_folders_and_what_others_own_stay()
    {
        using var node = await ResetNode.ControlPlaneAsync();

        var result = await node.ResetAsync();

        Assert.Equal(["/etc/kubernetes/keep.yaml"], node.Files.AllFiles);
        Assert.All(
            ["/etc/kubernetes/manifests", "/etc/kubernetes/pki", "/var/lib/kubelet", "/var/lib/etcd"],
            folder => Assert.True(node.Files.DirectoryExists(folder) && node.Files.List(folder).Count == 0, folder));
        Assert.Equal(NodeFileModes.PrivateDirectory, node.Files.Stat("/var/lib/kubelet")!.Mode);
        Assert.Equal(["stop kubelet"], node.Node.FakeServices!.Calls);
        Assert.Equal(["/var/lib/kubelet/pods/1/volumes/token"], node.Node.FakeSystem.Unmounted);
        Assert.Empty(node.Runtime.Sandboxes);
        Assert.Equal(["cp2", "cp3"], node.Etcd.Members.Select(m => m.Name));
        Assert.Equal(
            [
                "Delete EtcdMember cp1", "Delete Directory /var/lib/etcd/member", "Stop Service kubelet",
                "Delete Mount /var/lib/kubelet/pods/1/volumes/token", "Delete Container sandbox-1", "Delete Container sandbox-2",
                "Delete File /etc/kubernetes/manifests/etcd.yaml", "Delete File /etc/kubernetes/manifests/kube-apiserver.yaml",
                "Delete File /var/lib/kubelet/config.yaml", "Delete Directory /var/lib/kubelet/pods",
                "Delete File /etc/kubernetes/pki/ca.crt", "Delete Directory /etc/kubernetes/pki/etcd",
                "Delete File /etc/kubernetes/admin.conf", "Delete File /etc/kubernetes/super-admin.conf", "Delete File /etc/kubernetes/kubelet.conf",
                "Delete File /etc/kubernetes/controller-manager.conf", "Delete File /etc/kubernetes/scheduler.conf",
            ],
            result.Removed.Select(c => c.ToString()));
        Assert.True(node.Runtime.IsDisposed);
        Assert.True(node.Etcd.IsDisposed);
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        await node.ResetAsync();

        var again = await node.ResetAsync();

        Assert.All(again.Phases, phase => Assert.Equal(PhaseStatus.Unchanged, phase.Status));
        Assert.Empty(again.Removed);
    }

    [Fact]
    public async Task A_dry_run_touches_nothing_and_tells_exactly_what_a_run_removes()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        var files = node.Files.AllFiles;

        var plan = await node.ResetAsync(new ResetRequest { DryRun = true });

        Assert.True(plan.DryRun);
        Assert.Equal(files, node.Files.AllFiles);
        Assert.Empty(node.Node.FakeServices!.Calls);
        Assert.Empty(node.Node.FakeSystem.Unmounted);
        Assert.Equal(["sandbox-1", "sandbox-2"], node.Runtime.Sandboxes);
        Assert.Equal(3, node.Etcd.Members.Count);
        Assert.Contains("[dryrun] Would remove the etcd member on this node from the etcd cluster", node.Observer.Lines);
        Assert.Contains("[dryrun] Would stop the kubelet service", node.Observer.Lines);
        Assert.DoesNotContain(node.Observer.Lines, line => line.StartsWith("[reset] Del", StringComparison.Ordinal));
        Assert.Equal(plan.Removed, (await node.ResetAsync()).Removed);
    }

    [Fact]
    public async Task The_configuration_may_ask_for_a_dry_run_and_leave_out_phases()
    {
        using var node = ResetNode.Worker();

        var plan = await node.ResetAsync(new ResetRequest { Configuration = Document("dryRun: true\nskipPhases: [remove-etcd-member]\n") });

        Assert.True(plan.DryRun);
        Assert.Equal(PhaseStatus.Skipped, plan.Phases[1].Status);
        Assert.True(node.Files.FileExists("/etc/kubernetes/kubelet.conf"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("force: true\n", false)]
    [InlineData("dryRun: true\n", false)]
    [InlineData("skipPhases: [preflight]\n", false)]
    [InlineData("skipPhases: [cleanup-node]\n", true)]
    public async Task The_configuration_may_give_the_consent(string fields, bool expected)
    {
        var workflow = new ResetWorkflow(ResetNode.Worker().Ports(), new RecordingObserver());

        Assert.Equal(expected, await workflow.NeedsConsentAsync(new ResetRequest { Configuration = Document(fields) }, CancellationToken.None));
    }

    [Fact]
    public async Task A_single_phase_runs_alone()
    {
        using var node = ResetNode.Worker();

        var results = await new ResetWorkflow(node.Ports(), node.Observer)
            .RunPhasesAsync(new ResetRequest { Phases = ["cleanupnode"] }, CancellationToken.None);

        Assert.Equal(["cleanup-node"], results.Select(r => r.Phase));
        Assert.DoesNotContain("[preflight] Running pre-flight checks", node.Observer.Lines);
        Assert.DoesNotContain("Left for you to look at:", node.Observer.Lines);
    }

    [Fact]
    public async Task What_is_left_is_told_in_the_result_and_at_the_end()
    {
        using var node = ResetNode.Worker();
        node.Files.Add("/etc/cni/net.d/10-bridge.conf", "{}");

        var result = await node.ResetAsync();

        Assert.Equal(["/etc/cni/net.d", "iptables, nftables and IPVS rules"], result.Left.Select(l => l.Target));
        Assert.Equal(result.Left, result.Phases.Single(p => p.Phase == "cleanup-node").Left);
        Assert.Contains(node.Observer.Lines, line => line.StartsWith("  /etc/cni/net.d: ", StringComparison.Ordinal));
        Assert.True(node.Files.FileExists("/etc/cni/net.d/10-bridge.conf"));
    }

    [Fact]
    public async Task The_temporary_folder_is_emptied_only_when_that_is_asked_for()
    {
        using var node = ResetNode.Worker();
        node.Files.Add("/etc/kubernetes/tmp/backup/etcd", "old");

        await node.ResetAsync();
        Assert.True(node.Files.FileExists("/etc/kubernetes/tmp/backup/etcd"));

        await node.ResetAsync(new ResetRequest { Flags = new() { CleanupTmpDir = true } });
        Assert.Empty(node.Files.List("/etc/kubernetes/tmp"));
        Assert.True(node.Files.DirectoryExists("/etc/kubernetes/tmp"));
    }

    [Fact]
    public async Task The_clusters_own_folder_of_certificates_is_left_unless_it_is_named()
    {
        using var node = await ResetNode.ControlPlaneAsync(ResetNode.ClusterConfiguration + "certificatesDir: /srv/pki\n");
        node.Files.Add("/srv/pki/ca.key", "key");

        Assert.Contains("/srv/pki", (await node.ResetAsync()).Left.Select(l => l.Target));
        Assert.True(node.Files.FileExists("/srv/pki/ca.key"));

        await node.ResetAsync(new ResetRequest { Flags = new() { CertDir = "/srv/pki" } });
        Assert.False(node.Files.FileExists("/srv/pki/ca.key"));
        Assert.Contains(node.Observer.Warnings, w => w.Contains("not the default one: \"/srv/pki\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RootlessControlPlane: true", false)]
    [InlineData("RootlessControlPlane: false", true)]
    public async Task Accounts_of_a_rootless_control_plane_go_where_the_cluster_has_one(string gate, bool expected)
    {
        using var node = await ResetNode.ControlPlaneAsync(ResetNode.ClusterConfiguration + $"featureGates:\n  {gate}\n");
        node.Files.Add("/etc/passwd", "root:x:0:0::/root:/bin/bash\nkubeadm-etcd:x:999:999:::/bin/false\n").Add("/etc/group", "root:x:0:\nkubeadm-etcd:x:999:kubeadm-etcd\n");

        await node.ResetAsync();

        Assert.Equal(expected, node.Files.ReadText("/etc/passwd").Contains("kubeadm-etcd", StringComparison.Ordinal));
        Assert.Equal(expected, node.Files.ReadText("/etc/group").Contains("kubeadm-etcd", StringComparison.Ordinal));
        Assert.Contains("root:x:0:", node.Files.ReadText("/etc/passwd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Windows_worker_is_reset_through_its_pipe_and_service()
    {
        using var node = ResetNode.Worker();
        node.Node.FakeSystem.IsWindows = true;
        node.Node.FakeSystem.Mounts.Clear();
        var endpoints = new List<string>();
        var ports = node.Ports() with
        {
            ConnectRuntime = endpoint =>
            {
                endpoints.Add(endpoint);
                return node.Runtime;
            },
        };

        var result = await new ResetWorkflow(ports, node.Observer).RunAsync(new ResetRequest(), CancellationToken.None);

        Assert.Equal(["npipe:////./pipe/containerd-containerd"], endpoints);
        Assert.Equal(["stop kubelet"], node.Node.FakeServices!.Calls);
        Assert.Empty(node.Files.List("/var/lib/kubelet"));
        Assert.Contains("HNS networks and policies", result.Left.Select(l => l.Target));
    }

    internal static string Document(string fields) => $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ResetConfiguration\n{fields}";
}
