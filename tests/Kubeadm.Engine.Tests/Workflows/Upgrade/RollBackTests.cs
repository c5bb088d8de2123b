using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What becomes of a control plane of which a component does not come up with its new manifest.</summary>
public sealed class RollBackTests
{
    private static readonly string[] AllButEtcd = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];

    [Fact]
    public async Task An_API_server_that_ends_again_and_again_gets_its_old_manifest_back()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        AssertRolledBack(error, "kube-apiserver");
        AssertOld(node, AllButEtcd);
        Assert.Equal(["kube-apiserver:v1.36.3", "etcd:3.6.8-0", "kube-apiserver:v1.35.6"], node.Kubelet.Started);
        Assert.True(node.Kubelet.ServesApi);
        Assert.Contains(node.Observer.Warnings, warning => warning.StartsWith("kube-apiserver could not be upgraded: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_error_has_the_last_words_of_the_container_and_the_folders_of_copies()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);
        node.Kubelet.LastWords = [.. Enumerable.Range(1, 30).Select(number => $"line {number}"), "Error: unknown flag: --no-such-flag"];

        var error = await node.FailAsync();

        Assert.Contains("kube-apiserver could not be upgraded: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("it ended each time that it was started, 3 times", error.Message, StringComparison.Ordinal);
        Assert.Contains("\n  Error: unknown flag: --no-such-flag", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 20\n", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Copies of what was replaced are in {Assert.Single(node.Kept("kubeadm-backup-etcd"))} and {Assert.Single(node.Kept("kubeadm-backup-manifests"))}", error.Message, StringComparison.Ordinal);
        Assert.Contains("patch or an extra argument", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_after_the_control_plane_is_done()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        Assert.Equal([PhaseStatus.Succeeded, PhaseStatus.Failed], error.Results.Select(result => result.Status));
        Assert.Contains(error.Results[1].Changes, change => change is { Action: ChangeAction.Update, Target: "/etc/kubernetes/manifests/kube-apiserver.yaml" });
        Assert.Equal(["jobs", "clusterrolebindings"], node.Cluster.Writes.Select(write => write.Resource));
        Assert.Single(node.Kept("kubeadm-upgraded-manifests"));
    }

    [Fact]
    public async Task An_upgrade_that_was_taken_back_ends_well_when_its_cause_is_mended()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);
        await node.FailAsync();
        node.SetFate("kube-apiserver", PodFate.Runs);
        node.Restart();

        var upgrade = await node.ApplyAsync();

        Assert.Equal((UpgradeRunCase.Old, UpgradeRunCase.New), (upgrade.FromVersion, upgrade.ToVersion));
        Assert.Equal(AllButEtcd.Select(component => $"{component}:v1.36.3"), node.Kubelet.Started.Order(StringComparer.Ordinal));
        Assert.All(node.Manifests, manifest => Assert.Equal(node.Rendered(manifest.Key), manifest.Value));
    }

    [Theory]
    [InlineData("kube-scheduler")]
    [InlineData("kube-controller-manager")]
    public async Task When_one_of_the_last_two_fails_all_but_etcd_go_back_the_API_server_last(string component)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate(component, PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        AssertRolledBack(error, component);
        AssertOld(node, AllButEtcd);
        Assert.Equal("kube-apiserver:v1.35.6", node.Kubelet.Started[^1]);
        Assert.Equal(["kube-controller-manager:v1.35.6", "kube-scheduler:v1.35.6"], node.Kubelet.Started[^3..^1].Order(StringComparer.Ordinal));
        Assert.Contains("kube-apiserver: as before the upgrade, and running; etcd: upgraded, and running. Copies", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(PodFate.IsNotReady), "/readyz: status 500; poststarthook failed: reason withheld")]
    [InlineData(nameof(PodFate.IsNotStarted), "the kubelet has not started kube-apiserver")]
    [InlineData(nameof(PodFate.IsNotNoticed), "the kubelet has not started kube-apiserver")]
    public async Task What_keeps_a_component_from_coming_up_is_told(string fate, string cause)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", Enum.Parse<PodFate>(fate));

        var error = await node.FailAsync();

        AssertRolledBack(error, "kube-apiserver");
        Assert.Equal(KubeadmErrorKind.Timeout, error.Kind);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        AssertOld(node, AllButEtcd);
    }

    [Fact]
    public async Task A_manifest_that_the_kubelet_never_saw_is_put_back_and_what_it_started_again_meanwhile_counts()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.IsNotNoticed);

        await node.FailAsync();

        Assert.Equal(["kube-apiserver:v1.35.6", "etcd:3.6.8-0"], node.Kubelet.Started);
        Assert.Equal(["kube-apiserver with 5 s"], node.Kubelet.Stopped);
    }

    [Fact]
    public async Task A_component_that_does_not_run_with_its_old_manifest_either_is_told_with_both_causes()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.IsNotReady, PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        Assert.Contains("status 500", error.Message, StringComparison.Ordinal);
        Assert.Contains("The old state was put back, but it does not run: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("unknown flag: --no-such-flag", error.Message, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(node.Kept("kubeadm-backup-manifests")), error.Message, StringComparison.Ordinal);
        AssertOld(node, AllButEtcd);
    }

    [Fact]
    public async Task One_that_cannot_be_put_back_does_not_keep_the_others_from_it()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-scheduler", PodFate.EndsAgainAndAgain, PodFate.EndsAgainAndAgain);

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        AssertOld(node, AllButEtcd);
        Assert.Equal("kube-apiserver:v1.35.6", node.Kubelet.Started[^1]);
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_written_leaves_what_runs_as_it_is()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Unwritable.Add(UpgradeRunCase.PathOf("kube-apiserver"));

        var error = await node.FailAsync();

        Assert.Equal(("UpgradeRolledBack", "kube-apiserver"), (error.ErrorId, error.Target));
        Assert.Contains("/etc/kubernetes/manifests/kube-apiserver.yaml", error.Message, StringComparison.Ordinal);
        Assert.Contains("\nkube-apiserver: as before the upgrade, and running. Copies", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Empty(node.Kubelet.Started);
    }

    [Fact]
    public async Task A_runtime_that_does_not_answer_keeps_no_manifest_from_its_place()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("kube-apiserver", PodFate.EndsAgainAndAgain);
        node.Kubelet.Asked = () =>
        {
            if (node.Observer.Warnings.Any(warning => warning.StartsWith("kube-apiserver could not be upgraded", StringComparison.Ordinal)))
            {
                throw new KubeadmException("ContainerRuntimeUnreachable", "the container runtime does not answer");
            }
        };

        var error = await node.FailAsync();

        Assert.Equal("UpgradeNotRolledBack", error.ErrorId);
        Assert.Contains("the container runtime does not answer", error.Message, StringComparison.Ordinal);
        AssertOld(node, AllButEtcd);
    }

    [Theory]
    [InlineData("kube-apiserver")]
    [InlineData("etcd")]
    [InlineData("kube-scheduler")]
    public async Task A_defect_of_this_program_puts_the_manifests_back_too(string component)
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.Asked = () =>
        {
            if (node.Manifests.GetValueOrDefault(component) != node.OldManifests[component])
            {
                throw new InvalidOperationException("made up");
            }
        };

        var error = await node.FailAsync();

        Assert.Equal("UpgradeRolledBack", error.ErrorId);
        Assert.Contains("made up", error.Message, StringComparison.Ordinal);
        AssertOld(node, AllButEtcd);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_renewed_at_the_last_components_turn_takes_back_the_one_beside_it()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Unwritable.Add("/etc/kubernetes/scheduler.conf");

        var error = await node.FailAsync();

        Assert.Contains("/etc/kubernetes/scheduler.conf", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests["kube-scheduler"], node.Manifests["kube-scheduler"]);
        Assert.True(node.Kubelet.Runs("kube-controller-manager") && node.Kubelet.Runs("kube-scheduler") && node.Kubelet.ServesApi);
    }

    [Fact]
    public async Task What_fails_when_all_components_run_takes_none_of_them_back()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Unwritable.Add("/etc/kubernetes/admin.conf");

        var error = await node.FailAsync();

        Assert.Contains("/etc/kubernetes/admin.conf", error.Message, StringComparison.Ordinal);
        Assert.Contains("\nkube-apiserver, etcd, ", error.Message, StringComparison.Ordinal);
        Assert.Contains(": upgraded, and running. Copies of what was replaced are in ", error.Message, StringComparison.Ordinal);
        Assert.All(node.Manifests, manifest => Assert.Equal(node.Rendered(manifest.Key), manifest.Value));
        node.Memory.Unwritable.Clear();
        node.Restart();
        Assert.Equal(UpgradeRunCase.New, (await node.ApplyAsync()).ToVersion);
        Assert.Empty(node.Kubelet.Started);
    }

    [Fact]
    public async Task A_component_that_did_not_run_before_and_does_not_change_is_an_error_that_changes_nothing()
    {
        var node = await UpgradeRunCase.CreateAsync();
        await node.ApplyAsync();
        node.Memory.Add(UpgradeRunCase.PathOf("kube-scheduler"), "# touched\n" + node.Manifests["kube-scheduler"]);
        node.SetFate("kube-scheduler", PodFate.EndsAgainAndAgain);
        var before = node.Manifests;
        node.Restart();

        var error = await node.FailAsync();

        Assert.Equal(("ComponentNotReady", "kube-scheduler"), (error.ErrorId, error.Target));
        Assert.Equal(before, node.Manifests);
    }

    [Fact]
    public async Task A_component_that_does_not_change_and_does_not_run_is_told_with_what_was_upgraded_before_it()
    {
        var node = await UpgradeRunCase.CreateAsync(prepare: made =>
        {
            made.SetFate("kube-scheduler", PodFate.Runs, withOld: PodFate.IsNotReady);
            foreach (var component in new[] { "kube-controller-manager", "kube-scheduler" })
            {
                made.Memory.Add(UpgradeRunCase.PathOf(component), made.Rendered(component));
            }
        });

        var error = await node.FailAsync();

        Assert.Equal(("ComponentNotReady", "kube-scheduler"), (error.ErrorId, error.Target));
        Assert.Contains($"\nkube-apiserver, etcd: upgraded, and running. Copies of what was replaced are in {node.Kept("kubeadm-backup-etcd")[0]} and {node.Kept("kubeadm-backup-manifests")[0]}", error.Message, StringComparison.Ordinal);
        Assert.All(["etcd", "kube-apiserver"], component => Assert.Equal(node.Rendered(component), node.Manifests[component]));
    }

    private static void AssertRolledBack(WorkflowException error, string component)
    {
        Assert.Equal(("UpgradeRolledBack", "control-plane", component), (error.ErrorId, error.Phase, error.Target));
        Assert.Contains(": as before the upgrade, and running; etcd: upgraded, and running. Copies", error.Message, StringComparison.Ordinal);
    }

    private static void AssertOld(UpgradeRunCase node, params string[] components) =>
        Assert.All(components, component => Assert.Equal(node.OldManifests[component], node.Manifests[component]));
}
