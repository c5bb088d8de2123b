using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>What a join does to a machine and its cluster.</summary>
public sealed class JoinWorkflowTests
{
    private static readonly string[] KubeletFiles = ["/var/lib/kubelet/config.yaml", "/var/lib/kubelet/instance-config.yaml", "/var/lib/kubelet/kubeadm-flags.env"];

    [Fact]
    public void The_phases_are_kubeadms_in_its_order() => Assert.Equal(
        [
            "preflight", "control-plane-prepare", "control-plane-prepare/download-certs", "control-plane-prepare/certs",
            "control-plane-prepare/kubeconfig", "control-plane-prepare/control-plane", "kubelet-start", "etcd-join",
            "kubelet-wait-bootstrap", "control-plane-join", "control-plane-join/mark-control-plane", "wait-control-plane",
        ],
        JoinWorkflow.Describe().Select(p => p.Name));

    [Fact]
    public async Task A_worker_has_its_kubelet_with_its_own_credentials_and_nothing_of_a_control_plane()
    {
        using var join = await JoinCase.CreateAsync();
        var node = await join.JoinAsync(join.Worker);
        Assert.Equal(("cp2", "kubernetes", "v1.36.3", "https://10.77.0.11:6443"), (node.Name, node.ClusterName, node.KubernetesVersion, node.Endpoint));
        Assert.False(node.IsControlPlane);
        Assert.Null(node.Kubeconfig);
        Assert.Equal(
            [JoinCase.KubeletConf, "/etc/kubernetes/pki/ca.crt", .. KubeletFiles],
            join.Node.Memory.AllFiles.Where(f => f.StartsWith("/etc/kubernetes", StringComparison.Ordinal) || KubeletFiles.Contains(f)));
        Assert.Equal(join.SharedFile("ca.crt"), join.Node.Memory.ReadAllBytes("/etc/kubernetes/pki/ca.crt"));
        Assert.Equal(["stop kubelet", "restart kubelet"], join.Node.FakeServices!.Calls);
        Assert.Empty(join.Etcd.Requests);
        Assert.Contains("This node has joined the cluster:", join.Observer.Lines);
    }

    [Fact]
    public async Task The_bootstrap_kubeconfig_names_the_cluster_and_is_for_root_alone_until_it_goes()
    {
        using var join = await JoinCase.CreateAsync(configuration => configuration.Cluster.ClusterName = "prod");
        join.SignsCertificates = false;
        using var stop = new CancellationTokenSource();
        var run = new JoinWorkflow(join.Ports(), new StoppingObserver(stop, "kubelet-start")).RunAsync(JoinCase.Request(join.Worker), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        var text = join.Node.Memory.ReadText(JoinCase.BootstrapConf);
        Assert.Contains("name: prod", text, StringComparison.Ordinal);
        Assert.Contains("name: tls-bootstrap-token-user@kubernetes", text, StringComparison.Ordinal);
        Assert.Contains("server: https://10.77.0.11:6443", text, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, join.Node.Memory.Stat(JoinCase.BootstrapConf)!.Mode);
        Assert.True(join.Node.Memory.FileExists(JoinCase.KubeletConf));
        Assert.False(join.Node.Memory.FileExists(JoinCase.KubeletPem));
        join.SignsCertificates = true;
        await join.JoinAsync(join.Worker);
        Assert.False(join.Node.Memory.FileExists(JoinCase.BootstrapConf));
    }

    [Fact]
    public async Task A_kubelet_that_runs_without_a_certificate_is_started_again_as_it_may_not_know_the_credentials_that_are_there()
    {
        using var join = await JoinCase.CreateAsync();
        join.SignsCertificates = false;
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new JoinWorkflow(join.Ports(), new StoppingObserver(stop, "kubelet-start")).RunAsync(JoinCase.Request(join.Worker), stop.Token));
        join.Node.FakeServices!.Calls.Clear();
        var live = join.Node.FakeServices.Done;
        join.Node.FakeServices.Done = what =>
        {
            join.SignsCertificates = what == "restart kubelet";
            live(what);
        };

        await join.JoinAsync(join.Worker);

        Assert.Equal(["stop kubelet", "restart kubelet"], join.Node.FakeServices.Calls);
    }

    [Fact]
    public async Task A_control_plane_has_its_certificates_pods_and_etcd_member_and_is_marked()
    {
        using var join = await JoinCase.CreateAsync();
        var node = await join.JoinAsync(join.ControlPlane);
        Assert.True(node.IsControlPlane);
        Assert.Equal("/etc/kubernetes/admin.conf", node.Kubeconfig);
        Assert.Equal(
            ["admin.conf", "controller-manager.conf", "kubelet.conf", "manifests", "pki", "scheduler.conf"], join.Node.Memory.List("/etc/kubernetes"));
        Assert.Equal(
            ["etcd.yaml", "kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml"], join.Node.Memory.List("/etc/kubernetes/manifests"));
        Assert.Equal(join.SharedFile("sa.key"), join.Node.Memory.ReadAllBytes("/etc/kubernetes/pki/sa.key"));
        Assert.Contains("--initial-cluster=cp1=https://10.77.0.11:2380,cp2=https://10.77.0.13:2380\n", join.Node.Memory.ReadText(JoinCase.EtcdManifest), StringComparison.Ordinal);
        Assert.All(join.Etcd.Members, member => Assert.False(member.IsLearner));
        Assert.Equal(2, join.Etcd.Members.Count);
        var made = await k8s.CoreV1OperationsExtensions.ReadNodeAsync(join.Server.CreateClient().CoreV1, "cp2");
        Assert.Contains("node-role.kubernetes.io/control-plane", made.Metadata.Labels.Keys);
        Assert.Equal("node-role.kubernetes.io/control-plane", Assert.Single(made.Spec.Taints).Key);
        Assert.Contains("server: https://10.77.0.11:6443", join.Node.Memory.ReadText("/etc/kubernetes/admin.conf"), StringComparison.Ordinal);
        Assert.Contains("server: https://10.77.0.13:6443", join.Node.Memory.ReadText("/etc/kubernetes/scheduler.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workers_taints_are_the_kubelets_and_a_control_planes_are_not()
    {
        using var join = await JoinCase.CreateAsync();
        var yaml = join.WorkerYaml("""
            nodeRegistration:
              taints: [ { key: gpu, value: "yes", effect: NoSchedule } ]
              kubeletExtraArgs: [ { name: v, value: "2" } ]
            """);
        await join.JoinAsync(JoinCase.Request(new()) with { Configuration = yaml });
        Assert.Equal("KUBELET_KUBEADM_ARGS=\"--register-with-taints=gpu=yes:NoSchedule --v=2\"\n", join.Node.Memory.ReadText("/var/lib/kubelet/kubeadm-flags.env"));
        using var other = await JoinCase.CreateAsync();
        await other.JoinAsync(other.ControlPlane);
        Assert.Equal("KUBELET_KUBEADM_ARGS=\"\"\n", other.Node.Memory.ReadText("/var/lib/kubelet/kubeadm-flags.env"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_join_of_a_joined_node_changes_nothing(bool controlPlane)
    {
        using var join = await JoinCase.CreateAsync();
        var flags = controlPlane ? join.ControlPlane : join.Worker;
        await join.JoinAsync(flags);
        var before = Snapshot(join);
        var writes = join.Server.Writes.Count;
        join.Node.FakeServices!.Calls.Clear();
        var again = await join.JoinAsync(flags);
        Assert.All(again.Phases, phase => Assert.Contains(phase.Status, new[] { PhaseStatus.Unchanged, PhaseStatus.Skipped }));
        Assert.Equal(before, Snapshot(join));
        Assert.Equal(writes, join.Server.Writes.Count);
        Assert.Empty(join.Node.FakeServices.Calls);
    }

    [Theory]
    [InlineData("preflight")]
    [InlineData("control-plane-prepare/download-certs")]
    [InlineData("control-plane-prepare/certs")]
    [InlineData("control-plane-prepare/kubeconfig")]
    [InlineData("control-plane-prepare/control-plane")]
    [InlineData("check-etcd")]
    [InlineData("kubelet-start")]
    [InlineData("etcd-join")]
    [InlineData("kubelet-wait-bootstrap")]
    [InlineData("control-plane-join/mark-control-plane")]
    [InlineData("wait-control-plane")]
    public async Task A_control_planes_join_that_was_cut_off_is_finished_by_running_it_again(string phase)
    {
        using var join = await JoinCase.CreateAsync();
        await CutOffAsync(join, join.ControlPlane, phase);
        var node = await join.JoinAsync(join.ControlPlane);
        Assert.All(node.Phases, result => Assert.NotEqual(PhaseStatus.Failed, result.Status));
        Assert.True(join.Etcd.Members.TrueForAll(member => !member.IsLearner && member.IsStarted));
        Assert.Equal(2, join.Etcd.Members.Count);
        Assert.Single(join.Etcd.Requests, request => request.StartsWith("add ", StringComparison.Ordinal));
        Assert.False(join.Node.Memory.FileExists(JoinCase.BootstrapConf));
        Assert.True(join.Node.Memory.FileExists(JoinCase.KubeletConf));
        Assert.Contains("--initial-cluster-state=existing\n", join.Node.Memory.ReadText(JoinCase.EtcdManifest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preflight")]
    [InlineData("kubelet-start")]
    [InlineData("kubelet-wait-bootstrap")]
    public async Task A_workers_join_that_was_cut_off_is_finished_by_running_it_again(string phase)
    {
        using var join = await JoinCase.CreateAsync();
        await CutOffAsync(join, join.Worker, phase);
        await join.JoinAsync(join.Worker);
        Assert.False(join.Node.Memory.FileExists(JoinCase.BootstrapConf));
        Assert.True(join.Node.Memory.FileExists(JoinCase.KubeletConf));
        Assert.Contains("kubelet", join.Node.FakeServices!.Active);
    }

    [Fact]
    public async Task A_member_that_was_announced_before_its_manifest_was_written_is_taken_as_it_is()
    {
        using var join = await JoinCase.CreateAsync();
        join.Etcd.Members.Add(new EtcdMember(0x99, "", ["https://10.77.0.13:2380"], [], true));
        await join.JoinAsync(join.ControlPlane);
        Assert.DoesNotContain(join.Etcd.Requests, request => request.StartsWith("add ", StringComparison.Ordinal));
        Assert.Contains("promote 99", join.Etcd.Requests);
    }

    [Fact]
    public async Task Members_that_joined_later_do_not_change_the_manifest_of_a_joined_node()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.ControlPlane);
        var manifest = join.Node.Memory.ReadText(JoinCase.EtcdManifest);
        join.Etcd.Members.Add(new EtcdMember(0x77, "cp3", ["https://10.77.0.14:2380"], ["https://10.77.0.14:2379"], false));
        await join.JoinAsync(join.ControlPlane);
        Assert.Equal(manifest, join.Node.Memory.ReadText(JoinCase.EtcdManifest));
    }

    [Fact]
    public async Task The_check_of_etcd_is_not_listed_but_can_be_left_out()
    {
        using var join = await JoinCase.CreateAsync();
        var node = await join.JoinAsync(JoinCase.Request(join.ControlPlane) with { SkipPhases = ["check-etcd"] });
        Assert.Equal(PhaseStatus.Skipped, node.Phases.Single(p => p.Phase == "check-etcd").Status);
        Assert.Equal(["sync", "list"], join.Etcd.Requests.Take(2));
    }

    [Fact]
    public async Task With_the_administrators_kubeconfig_there_a_control_plane_needs_no_discovery_and_the_kubelet_gets_only_the_token()
    {
        using var join = await JoinCase.CreateAsync();
        await CutOffAsync(join, join.ControlPlane, "control-plane-prepare/kubeconfig");
        join.Kubeconfigs.Clear();
        await CutOffAsync(join, join.ControlPlane, "kubelet-start");
        Assert.DoesNotContain(join.Kubeconfigs, text => text.Contains("insecure-skip-tls-verify", StringComparison.Ordinal));
        var bootstrap = join.Node.Memory.FileExists(JoinCase.BootstrapConf) ? join.Node.Memory.ReadText(JoinCase.BootstrapConf) : "";
        Assert.Contains($"token: {JoinCase.Token}", bootstrap, StringComparison.Ordinal);
        Assert.DoesNotContain("client-key-data", bootstrap, StringComparison.Ordinal);
        Assert.Contains("server: https://10.77.0.13:6443", bootstrap, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_planes_kubelet_that_has_tired_of_asking_is_started_again_when_its_API_server_is_there()
    {
        using var join = await JoinCase.CreateAsync();
        join.SignsCertificates = false;
        var live = join.Node.FakeServices!.Done;
        join.Node.FakeServices.Done = what =>
        {
            live(what);
            join.SignsCertificates = join.Node.FakeServices.Calls.Count(call => call == "restart kubelet") == 2;
        };
        await join.JoinAsync(join.ControlPlane);
        Assert.Equal(["stop kubelet", "restart kubelet", "restart kubelet"], join.Node.FakeServices.Calls);
    }

    [Fact]
    public async Task External_etcd_is_neither_checked_nor_joined()
    {
        using var join = await JoinCase.CreateAsync(configuration => configuration.Cluster.Etcd = new()
        {
            External = new() { Endpoints = ["https://10.0.0.9:2379"], CaFile = "/etc/etcd/ca.crt", CertFile = "/etc/etcd/client.crt", KeyFile = "/etc/etcd/client.key" },
        });
        await join.JoinAsync(join.ControlPlane);
        Assert.Empty(join.Etcd.Requests);
        Assert.False(join.Node.Memory.FileExists(JoinCase.EtcdManifest));
        Assert.Contains("[control-plane-join] Using external etcd - no local stacked instance added", join.Observer.Lines);
    }

    [Fact]
    public async Task A_Windows_worker_gets_its_kubelets_paths_on_its_drive_and_its_named_pipe()
    {
        using var join = await JoinCase.CreateAsync();
        join.Node.FakeSystem.IsWindows = true;
        join.Node.FakeProcesses.Install("xcopy");
        await join.JoinAsync(join.Worker with { CriSocket = "npipe:////./pipe/containerd-containerd" });
        var configuration = join.Node.Memory.ReadText("/var/lib/kubelet/config.yaml");
        Assert.Contains("containerRuntimeEndpoint: npipe:////./pipe/containerd-containerd\n", configuration, StringComparison.Ordinal);
        Assert.Contains(@"clientCAFile: C:\etc\kubernetes\pki\ca.crt", configuration, StringComparison.Ordinal);
        Assert.Contains("resolvConf: \"\"\n", configuration, StringComparison.Ordinal);
        Assert.Equal(["stop kubelet", "restart kubelet"], join.Node.FakeServices!.Calls);
    }

    [Fact]
    public async Task Secrets_are_in_nothing_that_is_said_or_returned()
    {
        using var join = await JoinCase.CreateAsync();
        var node = await join.JoinAsync(join.ControlPlane);
        var said = string.Join('\n', [.. join.Observer.Lines, .. join.Observer.Details, .. join.Observer.Warnings, .. node.Phases.SelectMany(p => p.Changes).Select(c => $"{c} {c.NewDigest}")]);
        Assert.DoesNotContain(JoinCase.Token, said, StringComparison.Ordinal);
        Assert.DoesNotContain(JoinCase.Key, said, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", said, StringComparison.Ordinal);
        Assert.All(node.Phases.SelectMany(p => p.Changes).Where(c => c.Target.EndsWith(".key", StringComparison.Ordinal) || c.Target.EndsWith(".conf", StringComparison.Ordinal)), c => Assert.Null(c.NewDigest));
    }

    private static async Task CutOffAsync(JoinCase join, JoinFlags flags, string phase)
    {
        using var stop = new CancellationTokenSource();
        var run = new JoinWorkflow(join.Ports(), new StoppingObserver(stop, phase)).RunAsync(JoinCase.Request(flags), stop.Token);
        if (phase == "wait-control-plane" || (phase == "kubelet-wait-bootstrap" && flags.ControlPlane != true))
        {
            await Record.ExceptionAsync(() => run);
            return;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static List<string> Snapshot(JoinCase join) => [.. join.Node.Memory.AllFiles.Select(path => path + Convert.ToHexString(join.Node.Memory.ReadAllBytes(path)))];
}
