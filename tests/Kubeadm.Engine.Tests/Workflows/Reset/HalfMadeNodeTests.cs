using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Reset;

/// <summary>A reset undoes what there is: what is missing or does not answer is no reason to stop. What must not be done is.</summary>
public sealed class HalfMadeNodeTests
{
    [Fact]
    public async Task Where_nothing_is_there_nothing_changes_and_nothing_is_made()
    {
        var node = new ResetNode();
        node.Runtime.IsAway = true;
        node.Node.FakeServices!.Known.Clear();
        var before = node.Files.List("/etc");

        var result = await node.ResetAsync();

        Assert.All(result.Phases, phase => Assert.Equal(PhaseStatus.Unchanged, phase.Status));
        Assert.Equal(before, node.Files.List("/etc"));
        Assert.Equal(2, result.Phases.Single(p => p.Phase == "cleanup-node").Warnings.Count);
    }

    [Theory]
    [InlineData("/etc/kubernetes/pki/ca.key")]
    [InlineData("/etc/kubernetes/admin.conf")]
    [InlineData("/etc/kubernetes/bootstrap-kubelet.conf")]
    [InlineData("/etc/kubernetes/manifests/etcd.yaml")]
    [InlineData("/var/lib/kubelet/kubeadm-flags.env")]
    public async Task Where_one_thing_is_there_it_goes(string path)
    {
        var node = new ResetNode { ConnectCluster = () => throw new KubeadmException("InvalidKubeconfig", "half a file") };
        node.Files.Add(path, path.EndsWith("etcd.yaml", StringComparison.Ordinal) ? ResetNode.EtcdManifest : "half");

        var result = await node.ResetAsync();

        Assert.Empty(node.Files.AllFiles);
        Assert.Single(result.Removed, c => c.Kind is ChangeKind.File or ChangeKind.Directory);
    }

    [Theory]
    [InlineData("")]
    [InlineData("clusters: [")]
    [InlineData("{}")]
    [InlineData("apiVersion: v1\nkind: Config\nusers: nobody\n")]
    [InlineData("\0\u0001\u0002")]
    public async Task A_kubeconfig_that_cannot_be_used_is_a_warning(string text)
    {
        using var node = ResetNode.Worker();
        node.Files.Add("/etc/kubernetes/admin.conf", text);
        node.ConnectCluster = () => ClusterConnection.Connect(text);

        await node.ResetAsync();

        Assert.Equal(["/etc/kubernetes/keep.yaml"], node.Files.AllFiles);
        Assert.Contains(node.Observer.Warnings, warning => warning.Contains("did not tell its configuration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_of_an_etcd_that_nothing_says_is_this_nodes_is_left_and_told_and_goes_when_it_is_named()
    {
        using var node = ResetNode.Worker();
        node.Files.Add("/var/lib/etcd/member/wal/0.wal", "others'");

        var result = await node.ResetAsync();

        Assert.True(node.Files.FileExists("/var/lib/etcd/member/wal/0.wal"));
        Assert.Contains(result.Left, left => left.Target == "/var/lib/etcd" && left.Reason.Contains("named among the folders that may be", StringComparison.Ordinal));

        await node.ResetAsync(new ResetRequest { AllowedDirectories = ["/var/lib/etcd"] });
        Assert.Empty(node.Files.List("/var/lib/etcd"));
    }

    [Fact]
    public async Task A_node_that_another_run_changes_is_left_alone_and_a_dry_run_looks_all_the_same()
    {
        using var node = ResetNode.Worker();
        node.Node.FakeLock.Holder = new LockHolder(4711, "join", DateTimeOffset.UnixEpoch);
        var before = node.Files.AllFiles;

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ResetAsync());

        Assert.Equal("NodeLocked", error.ErrorId);
        Assert.Contains("process 4711 (join), since 1970-01-01 00:00:00 UTC", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, node.Files.AllFiles);
        await node.ResetAsync(new ResetRequest { DryRun = true });

        node.Node.FakeLock.Holder = null;
        await node.ResetAsync();
        Assert.Equal(["take reset: /etc/kubernetes /etc/kubernetes/pki", "release reset"], node.Node.FakeLock.Notes);
    }

    [Fact]
    public async Task Without_a_service_manager_or_a_runtime_the_files_go_all_the_same()
    {
        using var node = ResetNode.Worker();
        node.Node.FakeServices = null;
        node.Runtime.IsAway = true;

        var result = await node.ResetAsync();

        Assert.Equal(["/etc/kubernetes/keep.yaml"], node.Files.AllFiles);
        Assert.Contains(node.Observer.Warnings, w => w.Contains("stop the kubelet by hand", StringComparison.Ordinal));
        Assert.Contains("containers", result.Left.Select(l => l.Target));
    }

    [Fact]
    public async Task A_cluster_that_is_gone_is_a_warning_and_the_manifest_tells_where_etcds_data_is()
    {
        using var node = await ResetNode.ControlPlaneAsync();
        node.ConnectCluster = () => throw new KubeadmException("ApiServerUnreachable", "nobody answers");
        node.Files.Add("/data/etcd/member/snap/db", "data");

        var result = await node.ResetAsync();

        Assert.Contains(node.Observer.Warnings, w => w.Contains("nobody answers", StringComparison.Ordinal));
        Assert.Empty(node.Files.List("/data/etcd"));
        Assert.True(node.Files.FileExists("/var/lib/etcd/member/snap/db"));
        Assert.Empty(node.Etcd.Requests);
        Assert.DoesNotContain(result.Phases, p => p.Status == PhaseStatus.Failed);
    }

    [Fact]
    public async Task What_cannot_be_unmounted_fails_the_phase_before_anything_of_it_is_removed()
    {
        using var node = ResetNode.Worker();
        node.Node.FakeSystem.UnmountErrors["/var/lib/kubelet/pods/1/volumes/token"] = 16;

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.ResetAsync());

        Assert.Equal(("UnmountFailed", "cleanup-node"), (error.ErrorId, error.Phase));
        Assert.True(node.Files.FileExists("/var/lib/kubelet/config.yaml"));
        Assert.Equal("/var/lib/kubelet/pods/1/volumes/token", Assert.Single(error.Results[^1].Left).Target);
    }

    [Fact]
    public async Task Flags_of_the_configuration_are_used_for_unmounting()
    {
        using var node = ResetNode.Worker();

        await node.ResetAsync(new ResetRequest { Configuration = ResetWorkflowTests.Document("unmountFlags: [MNT_FORCE, MNT_DETACH]\n") });

        Assert.Equal([3], node.Node.FakeSystem.UnmountFlags);
    }

    [Fact]
    public async Task A_kubelet_folder_that_is_a_link_is_emptied_where_it_leads()
    {
        var node = new ResetNode();
        node.Files.Add("/mnt/disk/kubelet/config.yaml", "").Add("/var/lib/kubelet", "stands for the link");
        node.Files.Links["/var/lib/kubelet"] = "/mnt/disk/kubelet";
        node.Node.FakeSystem.Mounts.Add("/mnt/disk/kubelet/pods/1");

        await node.ResetAsync();

        Assert.Empty(node.Files.List("/mnt/disk/kubelet"));
        Assert.Equal(["/mnt/disk/kubelet/pods/1"], node.Node.FakeSystem.Unmounted);
        Assert.Contains("[reset] Deleting contents of directories: [/etc/kubernetes/manifests /mnt/disk/kubelet /etc/kubernetes/pki]", node.Observer.Lines);
    }

    [Fact]
    public async Task Folders_of_others_that_links_lead_to_are_left_with_their_mounts_and_told()
    {
        using var node = new ResetNode();
        node.Files.Add("/mnt/mine/notes.txt", "").Add("/var/lib/kubelet", "stands for the link");
        node.Files.Add("/mnt/own/notes.txt", "").Add("/etc/kubernetes/manifests", "stands for the link");
        node.Files.Links["/var/lib/kubelet"] = "/mnt/mine";
        node.Files.Links["/etc/kubernetes/manifests"] = "/mnt/own";
        node.Node.FakeSystem.Mounts.Add("/mnt/mine/disk");

        var result = await node.ResetAsync();

        Assert.True(node.Files.FileExists("/mnt/mine/notes.txt") && node.Files.FileExists("/mnt/own/notes.txt"));
        Assert.Empty(node.Node.FakeSystem.Unmounted);
        var left = result.Phases.SelectMany(phase => phase.Left).Where(left => left.Reason.Contains("holds \"notes.txt\"", StringComparison.Ordinal));
        Assert.Equal(["/var/lib/kubelet", "/etc/kubernetes/manifests"], left.Select(one => one.Target));
        Assert.DoesNotContain(result.Phases, phase => phase.Status == PhaseStatus.Failed);
    }

    [Fact]
    public async Task A_folder_of_others_that_a_link_leads_to_is_emptied_when_it_is_named()
    {
        using var node = new ResetNode();
        node.Files.Add("/mnt/mine/notes.txt", "").Add("/var/lib/kubelet", "stands for the link");
        node.Files.Links["/var/lib/kubelet"] = "/mnt/mine";

        await node.ResetAsync(new ResetRequest { AllowedDirectories = ["/var/lib/kubelet"] });

        Assert.Empty(node.Files.List("/mnt/mine"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("pki")]
    public async Task A_folder_of_certificates_that_the_machine_needs_is_refused_before_anything_is_done(string folder)
    {
        using var node = ResetNode.Worker();
        var before = node.Files.AllFiles;

        var error = await Assert.ThrowsAnyAsync<KubeadmException>(() => node.ResetAsync(new ResetRequest { Flags = new() { CertDir = folder } }));

        Assert.Equal(folder == "pki" ? "InvalidConfiguration" : "UnsafeDirectory", error.ErrorId);
        Assert.Equal(before, node.Files.AllFiles);
        Assert.Empty(node.Node.FakeServices!.Calls);
        Assert.Empty(node.Observer.Lines);
    }

    [Fact]
    public async Task Without_rights_nothing_is_done_and_a_dry_run_says_what_would_be_in_the_way()
    {
        using var node = ResetNode.Worker();
        node.Node.FakeSystem.IsPrivileged = false;
        var before = node.Files.AllFiles;

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.ResetAsync());
        Assert.IsType<PreflightException>(error.InnerException);
        Assert.Equal(before, node.Files.AllFiles);

        await node.ResetAsync(new ResetRequest { DryRun = true });
        Assert.Contains(node.Observer.Warnings, w => w.Contains("IsPrivilegedUser: would fail", StringComparison.Ordinal));

        await node.ResetAsync(new ResetRequest { IgnorePreflightErrors = ["isprivilegeduser"] });
        Assert.Equal(["/etc/kubernetes/keep.yaml"], node.Files.AllFiles);
    }

    [Fact]
    public async Task Two_runtimes_matter_only_where_one_of_them_is_needed()
    {
        using var node = ResetNode.Worker();
        node.Node.FakeNetwork.Listening.UnionWith(["/var/run/containerd/containerd.sock", "/var/run/crio/crio.sock"]);

        await Assert.ThrowsAnyAsync<KubeadmException>(() => node.ResetAsync());
        Assert.True(node.Files.FileExists("/var/lib/kubelet/config.yaml"));

        await node.ResetAsync(new ResetRequest { SkipPhases = ["cleanup-node"] });
        await node.ResetAsync(new ResetRequest { Flags = new() { CriSocket = "unix:///var/run/crio/crio.sock" } });
        Assert.False(node.Files.FileExists("/var/lib/kubelet/config.yaml"));
    }

    [Fact]
    public async Task A_cancelled_run_stops()
    {
        using var node = ResetNode.Worker();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ResetWorkflow(node.Ports(), new RecordingObserver()).RunAsync(new ResetRequest(), cancelled.Token));

        Assert.True(node.Files.FileExists("/var/lib/kubelet/config.yaml"));
    }
}
