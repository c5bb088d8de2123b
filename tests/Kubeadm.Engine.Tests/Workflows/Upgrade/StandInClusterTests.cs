using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Tests.Upgrades;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Engine.Workflows.Upgrade.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>A dry run without a kubeconfig takes a cluster that is made up for it, with the values of kubeadm's own stand-in.</summary>
public sealed class StandInClusterTests : IDisposable
{
    private readonly TemporaryFolder _output = new();
    private readonly FakeNode _node = new() { FakeNetwork = { HostName = "Machine-7" } };
    private readonly RecordingObserver _observer = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task On_an_empty_machine_the_upgrade_of_a_first_control_plane_is_shown()
    {
        var before = _node.Memory.AllFiles;

        var upgrade = await ApplyAsync(ApplyRequest);

        Assert.Equal(("machine-7", true, "v1.35.0", "v1.36.3"), (upgrade.NodeName, upgrade.IsControlPlane, upgrade.FromVersion, upgrade.ToVersion));
        Assert.All(upgrade.Phases, phase => Assert.NotEqual(PhaseStatus.Failed, phase.Status));
        Assert.Equal(before, _node.Memory.AllFiles);
        Assert.Empty(_node.FakeServices!.Calls);
    }

    [Fact]
    public async Task The_manifests_are_those_that_kubeadm_shows_then()
    {
        await ApplyAsync(ApplyRequest);

        var apiServer = Recorded("etc/kubernetes/manifests/kube-apiserver.yaml");
        Assert.Contains("    - --advertise-address=192.0.2.2\n", apiServer, StringComparison.Ordinal);
        Assert.Contains("    image: registry.k8s.io/kube-apiserver:v1.36.3\n", apiServer, StringComparison.Ordinal);
        var manager = Recorded("etc/kubernetes/manifests/kube-controller-manager.yaml");
        Assert.Contains("    - --cluster-cidr=192.168.0.0/16\n", manager, StringComparison.Ordinal);
        Assert.Contains("    - --use-service-account-credentials=true\n    - --cluster-signing-duration=24h\n", manager, StringComparison.Ordinal);
        Assert.Contains(":v1.36.3\n", Recorded("etc/kubernetes/manifests/kube-scheduler.yaml"), StringComparison.Ordinal);
        Assert.Contains("etcd:3.6.8-0\n", Recorded("etc/kubernetes/manifests/etcd.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kubelets_files_are_those_that_kubeadm_shows_then()
    {
        await ApplyAsync(ApplyRequest);

        Assert.Equal("containerRuntimeEndpoint: \"unix:///var/run/containerd/containerd.sock\"\n", Recorded("var/lib/kubelet/instance-config.yaml"));
        Assert.Contains("\nresolvConf: /run/systemd/resolve/resolv.conf\n", Recorded("var/lib/kubelet/config.yaml"), StringComparison.Ordinal);
        Assert.Contains("\nclusterDNS:\n- 10.96.0.10\n", Recorded("var/lib/kubelet/config.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_objects_of_the_cluster_that_would_be_written_are_there()
    {
        await ApplyAsync(ApplyRequest);

        var writes = Directory.EnumerateFiles(_output["dry/cluster"]).ToDictionary(file => Path.GetFileNameWithoutExtension(file)[4..], File.ReadAllText);
        Assert.Contains("kubernetesVersion: v1.36.3", writes["update-configmaps-kube-system-kubeadm-config"], StringComparison.Ordinal);
        Assert.Contains("controlPlaneEndpoint: 192.168.0.101:6443", writes["update-configmaps-kube-system-kubeadm-config"], StringComparison.Ordinal);
        Assert.Contains("kube-proxy:v1.36.3", writes["update-daemonsets-kube-system-kube-proxy"], StringComparison.Ordinal);
        Assert.Contains("coredns:v1.14.2", writes["update-deployments-kube-system-coredns"], StringComparison.Ordinal);
        Assert.DoesNotContain(writes.Keys, name => name.Contains("-jobs-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_said_that_the_cluster_is_made_up_and_why()
    {
        await ApplyAsync(ApplyRequest);

        Assert.Contains("[dryrun] Dryrunning without a real client", _observer.Lines);
        Assert.Contains("[upgrade/versions] Cluster version: v1.36.0", _observer.Lines);
        Assert.Contains(_observer.Warnings, warning => warning.StartsWith("/etc/kubernetes/admin.conf is not there, so this dry run takes a cluster of kubeadm's own making", StringComparison.Ordinal));
        Assert.Contains(_observer.Warnings, warning => warning.StartsWith("No control plane runs on this machine", StringComparison.Ordinal));
        Assert.Contains(_observer.Warnings, warning => warning.Contains("StaticPodManifest: would fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_an_empty_machine_a_further_node_is_a_worker()
    {
        var upgrade = await UpgradeNodeAsync(NodeRequest);

        Assert.Equal(("machine-7", false, "v1.35.0"), (upgrade.NodeName, upgrade.IsControlPlane, upgrade.ToVersion));
        Assert.Contains("\nresolvConf: /run/systemd/resolve/resolv.conf\n", Recorded("var/lib/kubelet/config.yaml"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_output["dry/root/etc/kubernetes/manifests"]));
        Assert.Contains(_observer.Warnings, warning => warning.StartsWith("/etc/kubernetes/kubelet.conf is not there", StringComparison.Ordinal));
        Assert.DoesNotContain(_observer.Warnings, warning => warning.StartsWith("No control plane runs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_control_plane_without_the_administrators_kubeconfig_keeps_its_own_manifests_to_start_from()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.DeleteFile(UpgradeCase.Kubeconfig);
        node.Cluster.EditManifest("kube-scheduler", ":v1.35.6", ":v1.35.0");
        var before = node.Files();

        var upgrade = await node.UpgradeNodeAsync(NodeRequest);

        Assert.Equal((true, "v1.35.0"), (upgrade.IsControlPlane, upgrade.ToVersion));
        Assert.Contains("[upgrade/staticpods] Current and new manifests of kube-scheduler are equal, skipping upgrade", node.Observer.Lines);
        Assert.Contains("kube-apiserver:v1.35.0\n", Recorded("etc/kubernetes/manifests/kube-apiserver.yaml"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_output["dry/root/etc/kubernetes/pki"]));
        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Cluster.Writes);
        Assert.Empty(node.Cluster.Etcd.Requests);
    }

    [Fact]
    public async Task A_kubeconfig_that_is_named_and_not_there_is_told_by_its_name()
    {
        await UpgradeNodeAsync(NodeRequest with { Kubeconfig = "/root/nowhere.conf" });

        Assert.Contains(_observer.Warnings, warning => warning.StartsWith("/root/nowhere.conf is not there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_wants_to_know_of_the_clusters_own_upgrade_is_told_that_there_is_no_way_to_it()
    {
        var error = await Assert.ThrowsAsync<WorkflowException>(() => UpgradeNodeAsync(NodeRequest with { NeedsCluster = true }));

        Assert.Equal(("KubeconfigNotFound", "/etc/kubernetes/kubelet.conf"), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task A_cluster_to_which_a_kubeconfig_leads_is_asked_itself_or_the_dry_run_fails()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Requested = _ => throw new HttpRequestException("no route to host");

        var error = await Assert.ThrowsAsync<WorkflowException>(() => node.ApplyAsync(ApplyRequest));

        Assert.Equal(KubeadmErrorKind.Unreachable, error.Kind);
        Assert.Contains("[dryrun] Creating a real client from \"/etc/kubernetes/admin.conf\"", node.Observer.Lines);
    }

    [Theory]
    [InlineData("v1.34.9")]
    [InlineData("v1.37.0")]
    public async Task Rules_about_versions_are_the_same(string version)
    {
        var error = await Assert.ThrowsAsync<WorkflowException>(() => ApplyAsync(ApplyRequest with { Version = version }));

        Assert.Equal("VersionNotAllowed", error.ErrorId);
        Assert.False(Directory.Exists(_output["dry"]));
    }

    [Fact]
    public async Task A_phase_runs_by_itself()
    {
        var results = await new ApplyWorkflow(Ports, _observer).RunPhasesAsync(ApplyRequest with { Phases = ["upload-config"] }, default);

        Assert.Equal(PhaseStatus.Succeeded, results.Single(result => result.Phase == "upload-config/kubeadm").Status);
        Assert.Contains("001-update-configmaps-kube-system-kubeadm-config.yaml", Directory.EnumerateFiles(_output["dry/cluster"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Its_minor_is_the_one_before_that_of_whatever_release_this_is()
    {
        var releases = KubernetesReleases.Table.With(KubernetesReleases.Current with { Current = KubernetesReleases.Current.Current.SkewedMinor(1) });

        var upgrade = await new NodeWorkflow(Ports with { Releases = releases }, _observer).RunAsync(NodeRequest, default);

        Assert.Equal(KubernetesReleases.Current.Current.SkewedMinor(0).ToTag(), upgrade.FromVersion);
    }

    private EnginePorts Ports => new()
    {
        Node = _node,
        ConnectRuntime = _ => throw new NotSupportedException(),
        ConnectCluster = (_, _) => throw new NotSupportedException(),
        ConnectHealth = (_, _) => throw new NotSupportedException(),
        ConnectEtcd = _ => throw new NotSupportedException(),
    };

    private UpgradeApplyRequest ApplyRequest => new() { Version = "v1.36.3", DryRun = true, DryRunPath = _output["dry"] };

    private UpgradeRequest NodeRequest => new() { DryRun = true, DryRunPath = _output["dry"] };

    private Task<KubeUpgrade> ApplyAsync(UpgradeApplyRequest request) => new ApplyWorkflow(Ports, _observer).RunAsync(request, default);

    private Task<KubeUpgrade> UpgradeNodeAsync(UpgradeRequest request) => new NodeWorkflow(Ports, _observer).RunAsync(request, default);

    private string Recorded(string path) => File.ReadAllText(_output[$"dry/root/{path}"]);
}
