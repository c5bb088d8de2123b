using k8s;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Tests.Upgrades;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What keeps an upgrade from beginning changes nothing.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Without_a_version_it_is_not_known_where_to_go()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var error = await AssertRefusedAsync<KubeadmException>(node, UpgradeRunCase.Request with { Version = null });

        Assert.Equal((ErrorIds.InvalidArgument, "kubernetesVersion"), (error.ErrorId, error.Target));
        Assert.Empty(node.Cluster.Writes);
    }

    [Fact]
    public async Task A_machine_without_a_control_plane_is_not_where_an_upgrade_begins()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.DeleteFile(UpgradeRunCase.PathOf("kube-apiserver"));

        var error = await AssertRefusedAsync<KubeadmException>(node);

        Assert.Equal(("NotAControlPlane", UpgradeRunCase.PathOf("kube-apiserver")), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task Without_a_kubeconfig_the_cluster_is_not_reached()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.DeleteFile(UpgradeCase.Kubeconfig);

        var error = await AssertRefusedAsync<WorkflowException>(node);

        Assert.Equal(("KubeconfigNotFound", UpgradeCase.Kubeconfig), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task Another_kubeconfig_is_taken_where_one_is_named()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Move(UpgradeCase.Kubeconfig, "/root/admin.conf");

        var results = await new Engine.Workflows.Upgrade.Apply.ApplyWorkflow(node.Ports, node.Observer)
            .RunPhasesAsync(UpgradeRunCase.Request with { Kubeconfig = "/root/admin.conf", Phases = ["upload-config"] }, default);

        Assert.All(results, result => Assert.NotEqual(PhaseStatus.Failed, result.Status));
        Assert.Equal("/root/admin.conf", Assert.Single(node.Memory.AllFiles, file => file.EndsWith("/admin.conf", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("v1.37.0", "is of a newer minor than this release", false)]
    [InlineData("v1.37.0", "is more than 1 minor version ahead of the cluster's v1.35.6", true)]
    [InlineData("v1.34.9", "is too old for this release", true)]
    [InlineData("v1.36.9", "is newer than this release", false)]
    [InlineData("v1.36.0-rc.1", "release candidates were not allowed", false)]
    public async Task A_version_that_the_cluster_may_not_go_to_is_refused(string version, string cause, bool force)
    {
        var node = await UpgradeRunCase.CreateAsync();

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { Version = version, Force = force });

        Assert.Equal(("VersionNotAllowed", "preflight"), (error.ErrorId, error.Phase));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Empty(node.Kubelet.Images);
    }

    [Theory]
    [InlineData("v1.36.9", false, true)]
    [InlineData("v1.36.9", true, false)]
    [InlineData("v1.37.0", true, true)]
    public async Task What_is_wrong_with_the_version_is_told_beside_checks_that_fail(string version, bool force, bool told)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.FreeSpace = 1;

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { Version = version, Force = force });

        Assert.Equal("PreflightFailed", error.ErrorId);
        Assert.Contains("[BackupSpace]", error.Message, StringComparison.Ordinal);
        Assert.Equal(told, error.Message.Contains($"[VersionSkew] {version} is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_that_can_be_overruled_is_so_by_force_and_told()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var upgrade = await node.ApplyAsync(UpgradeRunCase.Request with { Version = "v1.36.9", Force = true });

        Assert.Equal("v1.36.9", upgrade.ToVersion);
        Assert.Equal("v1.36.9", node.Kubelet.ApiServerVersion);
        Assert.Contains(upgrade.Phases[0].Warnings, warning => warning.StartsWith("Overruled: v1.36.9 is newer than this release", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_candidate_is_gone_to_where_that_is_allowed()
    {
        var node = await UpgradeRunCase.CreateAsync();

        Assert.Equal("v1.36.0-rc.1", (await node.ApplyAsync(UpgradeRunCase.Request with { Version = "v1.36.0-rc.1", AllowReleaseCandidateUpgrades = true })).ToVersion);
    }

    [Fact]
    public async Task A_label_is_resolved()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.Labels["stable-1.36"] = "v1.36.2";

        Assert.Equal("v1.36.2", (await node.ApplyAsync(UpgradeRunCase.Request with { Version = "stable-1.36" })).ToVersion);
    }

    [Fact]
    public async Task Kubelets_that_would_be_too_far_behind_are_named()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.AddNode("w9", "v1.32.0", isControlPlane: false);

        Assert.Contains("v1.32.0 on w9", (await AssertRefusedAsync<WorkflowException>(node)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "BackupSpaceMissing")]
    [InlineData(true, "PreflightFailed")]
    public async Task Without_room_for_the_copy_of_etcds_data_nothing_is_changed(bool checks, string id)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.FreeSpace = 1;

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { SkipPhases = checks ? [] : ["preflight"] });

        Assert.Equal(id, error.ErrorId);
        Assert.Contains("/var/lib/etcd has 0 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_etcds_data_that_fails_keeps_etcd_from_being_replaced()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Copying = _ => 1;

        var error = await AssertRefusedAsync<WorkflowException>(node);

        Assert.Equal(("BackupFailed", "/var/lib/etcd"), (error.ErrorId, error.Target));
        Assert.Contains("cp: No space left on device (exit code 1); what there was of the copy has been removed", error.Message, StringComparison.Ordinal);
        Assert.Empty(node.Kept("kubeadm-backup-etcd"));
    }

    [Theory]
    [InlineData(false, "EtcdUnhealthy")]
    [InlineData(true, "PreflightFailed")]
    public async Task While_etcd_is_not_well_nothing_is_changed(bool checks, string id)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Cluster.Etcd.Troubles["https://192.0.2.10:2379"] = "NOSPACE";

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { SkipPhases = checks ? [] : ["preflight"] });

        Assert.Equal(id, error.ErrorId);
        Assert.Contains("NOSPACE", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Cluster.Node.FakeProcesses.Calls, call => call.StartsWith("cp ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kube-scheduler", null, "ManifestNotFound")]
    [InlineData("kube-controller-manager", "spec: [", "InvalidManifest")]
    [InlineData("etcd", "kind: Pod\n", "InvalidManifest")]
    public async Task A_manifest_that_cannot_be_read_is_found_before_anything_is_touched(string component, string? text, string id)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.DeleteFile(UpgradeRunCase.PathOf(component));
        if (text is not null)
        {
            node.Memory.Add(UpgradeRunCase.PathOf(component), text);
        }

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { SkipPhases = ["preflight"] });

        Assert.Equal(id, error.ErrorId);
    }

    [Fact]
    public async Task A_patch_that_does_not_apply_is_found_before_anything_is_touched()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add("/patches/kube-scheduler+json.yaml", "- {op: remove, path: /spec/nothing}\n");

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { PatchesDirectory = "/patches" });

        Assert.Equal(("control-plane", "InvalidPatch"), (error.Phase, error.ErrorId));
    }

    [Fact]
    public async Task A_patch_that_gives_a_static_Pod_another_name_is_refused()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add("/patches/kube-scheduler+merge.yaml", "metadata: {name: planner}\n");

        var error = await AssertRefusedAsync<WorkflowException>(node, UpgradeRunCase.Request with { PatchesDirectory = "/patches" });

        Assert.Equal(("control-plane", "StaticPodRenamed", "kube-scheduler"), (error.Phase, error.ErrorId, error.Target));
    }

    [Fact]
    public async Task A_cluster_that_kubeadm_did_not_make_is_told()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.Cluster.Objects.Api.CoreV1.DeleteNamespacedConfigMapAsync("kubeadm-config", "kube-system");

        Assert.Equal("ClusterConfigurationMissing", (await AssertRefusedAsync<WorkflowException>(node)).ErrorId);
    }

    private static async Task<TError> AssertRefusedAsync<TError>(UpgradeRunCase node, Engine.Workflows.Upgrade.UpgradeApplyRequest? request = null)
        where TError : KubeadmException
    {
        var before = node.Files();

        var error = await Assert.ThrowsAsync<TError>(() => node.ApplyAsync(request));

        Assert.Empty(node.ChangedSince(before));
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), node.Files().Keys.Order(StringComparer.Ordinal));
        Assert.Empty(node.Kubelet.Started);
        Assert.DoesNotContain(node.Cluster.Writes, write => write.Name == "kubeadm-config" && write.Verb != ApiVerb.Delete);
        return error;
    }
}
