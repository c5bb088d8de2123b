using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>The upgrade of a cluster's only control-plane node from v1.35.6 to v1.36.3, as a whole.</summary>
public sealed class ApplyTests
{
    private static readonly string[] Phases =
    [
        "preflight", "control-plane", "upload-config", "upload-config/kubeadm", "upload-config/kubelet", "kubeconfig", "kubelet-config",
        "bootstrap-token", "addon", "addon/coredns", "addon/kube-proxy", "post-upgrade",
    ];

    [Fact]
    public void The_phases_are_kubeadms_in_its_order_and_the_one_that_kubeadm_hides_is_hidden() =>
        Assert.Equal(Phases.Except(["kubeconfig"]), ApplyWorkflow.Describe().Select(phase => phase.Name));

    [Fact]
    public async Task Every_phase_runs_and_says_what_it_changed()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var upgrade = await node.ApplyAsync();

        Assert.Equal(Phases, upgrade.Phases.Select(phase => phase.Phase));
        Assert.Equal(["upload-config/kubelet", "kubeconfig"], upgrade.Phases.Where(phase => phase.Status == PhaseStatus.Unchanged).Select(phase => phase.Phase));
        Assert.All(upgrade.Phases, phase => Assert.True(phase.Status is PhaseStatus.Succeeded or PhaseStatus.Unchanged));
        Assert.Equal(
            node.Kubelet.Images.Order(StringComparer.Ordinal),
            upgrade.Phases[0].Changes.Where(change => change.Kind == ChangeKind.Image).Select(change => change.Target).Order(StringComparer.Ordinal));
        Assert.Contains("registry.k8s.io/etcd:3.6.8-0", node.Kubelet.Images);
    }

    [Fact]
    public async Task The_result_tells_versions_copies_and_what_comes_next()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var upgrade = await node.ApplyAsync();

        Assert.Equal((UpgradeRunCase.Old, UpgradeRunCase.New, "cp1", "kubernetes"), (upgrade.FromVersion, upgrade.ToVersion, upgrade.NodeName, upgrade.ClusterName));
        Assert.Equal((true, false, null), (upgrade.IsControlPlane, upgrade.DryRun, upgrade.DryRunPath));
        Assert.Equal(
            [.. node.Kept("kubeadm-backup-etcd"), .. node.Kept("kubeadm-backup-manifests"), .. node.Kept("kubeadm-kubelet-config"), .. node.Kept("kubeadm-kubelet-env")],
            upgrade.Backups);
        Assert.Contains(upgrade.NextSteps, step => step.Contains("kubelet v1.36.3 on cp1", StringComparison.Ordinal));
        Assert.Contains("\n[upgrade] SUCCESS! A control plane node of your cluster was upgraded to \"v1.36.3\".\n", node.Observer.Lines);
    }

    [Fact]
    public async Task The_cluster_keeps_the_new_version_and_the_rights_that_it_relies_on()
    {
        var node = await UpgradeRunCase.CreateAsync();

        await node.ApplyAsync();

        Assert.Contains("kubernetesVersion: v1.36.3\n", (string)node.Object("configmaps", "kubeadm-config")["data"]!["ClusterConfiguration"]!, StringComparison.Ordinal);
        Assert.Contains("kind: KubeletConfiguration\n", (string)node.Object("configmaps", "kubelet-config")["data"]!["kubelet"]!, StringComparison.Ordinal);
        var written = UpgradeRunCase.ObjectsOf(node.Cluster.Writes).Keys;
        Assert.Contains("rolebindings/kubeadm:bootstrap-signer-clusterinfo", written);
        Assert.Contains("clusterrolebindings/kubeadm:node-autoapprove-bootstrap", written);
        Assert.Contains("clusterrolebindings/kubeadm:apiserver-kubelet-client", written);
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_keeps_no_copies()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.ApplyAsync();
        var (files, aside, writes) = (node.Files(), node.Memory.List("/etc/kubernetes/tmp"), node.Server.Writes.Count);
        node.Restart();

        var upgrade = await node.ApplyAsync(UpgradeRunCase.Request with { CertificateRenewal = false });

        Assert.All(upgrade.Phases, phase => Assert.Equal(PhaseStatus.Unchanged, phase.Status));
        Assert.Empty(upgrade.Backups);
        Assert.Empty(node.Kubelet.Started);
        Assert.Empty(node.ChangedSince(files));
        Assert.Equal(aside, node.Memory.List("/etc/kubernetes/tmp"));
        Assert.All(node.Server.Writes.Skip(writes), write => Assert.Equal("jobs", write.Resource));
        Assert.Equal(UpgradeRunCase.New, upgrade.FromVersion);
    }

    [Fact]
    public async Task A_second_run_renews_the_administrators_certificates_alone()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.ApplyAsync();
        var files = node.Files();
        node.Restart();

        await node.ApplyAsync();

        Assert.Equal(["/etc/kubernetes/admin.conf", "/etc/kubernetes/super-admin.conf"], node.ChangedSince(files));
    }

    [Fact]
    public async Task The_cluster_is_tried_out_before_anything_is_changed()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.AddNode("cp1", UpgradeRunCase.Old, isControlPlane: true, isReady: false);
        var files = node.Files();

        var error = await node.FailAsync();

        Assert.Equal(("PreflightFailed", "preflight"), (error.ErrorId, error.Phase));
        Assert.Contains("[ControlPlaneNodesReady]", error.Message, StringComparison.Ordinal);
        Assert.Empty(node.ChangedSince(files));
        Assert.Equal("jobs", Assert.Single(node.Cluster.Writes).Resource);
        Assert.Empty(node.Kubelet.Images);
    }

    [Fact]
    public async Task The_kubelet_speaks_to_its_own_API_server_and_is_started_again_for_it()
    {
        var node = await UpgradeRunCase.CreateAsync(more: "controlPlaneEndpoint: cp.example.com:6443\n");
        const string path = "/etc/kubernetes/kubelet.conf";
        node.Memory.Add(path, node.Memory.ReadText(path).Replace("https://192.0.2.10:6443", "https://cp.example.com:6443", StringComparison.Ordinal));

        var upgrade = await node.ApplyAsync();

        Assert.Contains("server: https://192.0.2.10:6443\n", node.Memory.ReadText(path), StringComparison.Ordinal);
        Assert.Equal(["restart kubelet"], node.Cluster.Node.FakeServices!.Calls);
        var kubeconfig = Assert.Single(upgrade.Phases, phase => phase.Phase == "kubeconfig");
        Assert.Equal([$"Update File {path}", "Restart Service kubelet"], kubeconfig.Changes.Select(change => change.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kubelet_whose_restart_an_earlier_run_did_not_live_to_see_is_started_again_once(bool isStopped)
    {
        var node = await UpgradeRunCase.CreateAsync(more: "controlPlaneEndpoint: cp.example.com:6443\n");
        const string path = "/etc/kubernetes/kubelet.conf";
        node.Memory.Add(path, node.Memory.ReadText(path).Replace("https://192.0.2.10:6443", "https://cp.example.com:6443", StringComparison.Ordinal));
        var (services, request) = (node.Cluster.Node.FakeServices!, UpgradeRunCase.Request with { Phases = ["kubeconfig"] });
        services.Done = _ => throw (isStopped ? new OperationCanceledException() : new KilledException());
        await Assert.ThrowsAnyAsync<Exception>(() => node.ApplyAsync(request));
        services.Done = _ => { };
        services.Calls.Clear();
        node.Restart();

        await node.ApplyAsync(request);
        await node.ApplyAsync(request);

        Assert.Equal(["restart kubelet"], services.Calls);
        Assert.Contains("server: https://192.0.2.10:6443\n", node.Memory.ReadText(path), StringComparison.Ordinal);
        Assert.Empty(node.Kept("kubeadm-kubelet-restart"));
    }

    [Fact]
    public async Task Phases_run_alone_by_their_names()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var files = node.Files();

        var results = await new ApplyWorkflow(node.Ports, node.Observer).RunPhasesAsync(UpgradeRunCase.Request with { Phases = ["upload-config/kubeadm", "addon"] }, default);

        Assert.Equal(["upload-config/kubeadm", "addon", "addon/coredns", "addon/kube-proxy"], results.Select(result => result.Phase));
        Assert.Empty(node.ChangedSince(files));
        Assert.Equal(["configmaps/kubeadm-config", "daemonsets/kube-proxy", "deployments/coredns"], UpgradeRunCase.ObjectsOf(node.Cluster.Writes).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Phases_are_left_out_by_their_names()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var manifests = node.Manifests;

        var upgrade = await node.ApplyAsync(UpgradeRunCase.Request with { SkipPhases = ["preflight", "control-plane", "addon"] });

        Assert.Equal(
            ["preflight", "control-plane", "addon", "addon/coredns", "addon/kube-proxy"],
            upgrade.Phases.Where(phase => phase.Status == PhaseStatus.Skipped).Select(phase => phase.Phase));
        Assert.Equal(manifests, node.Manifests);
        Assert.Empty(node.Kubelet.Images);
        Assert.DoesNotContain(node.Cluster.Writes, write => write.Resource is "jobs" or "deployments");
    }

    [Fact]
    public async Task A_node_that_another_run_changes_is_left_alone()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.Node.FakeLock.Holder = new(4711, "reset", DateTimeOffset.UnixEpoch);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync());

        Assert.Equal("NodeLocked", error.ErrorId);
        Assert.Empty(node.Cluster.Writes);
        Assert.Equal(UpgradeRunCase.Old, node.Kubelet.ApiServerVersion);
    }
}
