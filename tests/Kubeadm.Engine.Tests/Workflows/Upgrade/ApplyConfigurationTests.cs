using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;

namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What the part <c>apply</c> of an UpgradeConfiguration says, and what a request says beside it.</summary>
public sealed class ApplyConfigurationTests
{
    [Fact]
    public async Task Each_field_is_used()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Memory.Add("/patches/kube-scheduler+merge.yaml", "metadata: {labels: {mine: 'yes'}}\n");
        var before = node.Files();

        var upgrade = await node.ApplyAsync(Configured("""
            apply:
              kubernetesVersion: v1.36.9
              forceUpgrade: true
              certificateRenewal: false
              etcdUpgrade: false
              imagePullPolicy: Never
              printConfig: true
              patches: {directory: /patches}
              ignorePreflightErrors: [SystemVerification]
              skipPhases: [addon/coredns]
            """));

        Assert.Equal("v1.36.9", upgrade.ToVersion);
        Assert.Equal(node.OldManifests["etcd"], node.Manifests["etcd"]);
        Assert.DoesNotContain(node.ChangedSince(before), path => path.StartsWith("/etc/kubernetes/pki/", StringComparison.Ordinal));
        Assert.Empty(node.Kubelet.Images);
        Assert.Contains("mine: \"yes\"", node.Manifests["kube-scheduler"], StringComparison.Ordinal);
        Assert.Contains("\tkubernetesVersion: v1.36.9", node.Observer.Lines);
        Assert.Equal("addon/coredns", Assert.Single(upgrade.Phases, phase => phase.Status == PhaseStatus.Skipped).Phase);
    }

    [Fact]
    public async Task A_version_and_phases_of_a_request_go_before_it()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var configured = Configured("apply: {kubernetesVersion: v1.36.1, skipPhases: [control-plane], imagePullPolicy: Never}");

        var upgrade = await node.ApplyAsync(configured with { Version = UpgradeRunCase.New, SkipPhases = ["addon"], IgnorePreflightErrors = ["SystemVerification"] });

        Assert.Equal(UpgradeRunCase.New, upgrade.ToVersion);
        Assert.Equal(node.Rendered("kube-apiserver"), node.Manifests["kube-apiserver"]);
        Assert.Equal(["addon", "addon/coredns", "addon/kube-proxy"], upgrade.Phases.Where(phase => phase.Status == PhaseStatus.Skipped).Select(phase => phase.Phase));
    }

    public static TheoryData<UpgradeApplyRequest, string> OnlyOfFlags => new()
    {
        { new UpgradeApplyRequest { CertificateRenewal = false }, "apply.certificateRenewal" },
        { new UpgradeApplyRequest { EtcdUpgrade = true }, "apply.etcdUpgrade" },
        { new UpgradeApplyRequest { AllowExperimentalUpgrades = false }, "apply.allowExperimentalUpgrades" },
        { new UpgradeApplyRequest { AllowReleaseCandidateUpgrades = true }, "apply.allowRCUpgrades" },
        { new UpgradeApplyRequest { Force = true }, "apply.forceUpgrade" },
        { new UpgradeApplyRequest { PrintsConfiguration = false }, "apply.printConfig" },
    };

    [Theory]
    [MemberData(nameof(OnlyOfFlags))]
    public async Task Each_value_that_a_file_says_instead_is_refused_beside_one_by_its_field(UpgradeApplyRequest request, string field)
    {
        var node = await UpgradeRunCase.CreateAsync();
        var configured = request with { Configuration = Configured("apply: {kubernetesVersion: v1.36.3}").Configuration };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync(configured));

        Assert.Equal("ValuesBesideFile", error.ErrorId);
        Assert.Equal($"a configuration file cannot be mixed with values given beside it for {field}", error.Message);
        Assert.Empty(node.Cluster.Writes);
    }

    [Fact]
    public async Task What_only_one_of_both_may_say_is_refused_beside_it()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var request = Configured("apply: {kubernetesVersion: v1.36.3}") with { CertificateRenewal = true, EtcdUpgrade = false, PrintsConfiguration = true };

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync(request));

        Assert.Contains("apply.certificateRenewal, apply.etcdUpgrade, apply.printConfig", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
    }

    [Fact]
    public async Task Its_time_limit_for_a_manifest_is_said_and_kept()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.SetFate("etcd", PodFate.IsNotStarted);

        var error = await node.FailAsync(Configured("""
            apply: {kubernetesVersion: v1.36.3, ignorePreflightErrors: [SystemVerification]}
            timeouts: {upgradeManifests: 1m30s}
            """));

        Assert.Contains("[upgrade/staticpods] This can take up to 1m30s", node.Observer.Lines);
        Assert.Contains("is not ready after 90 s", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("-1m")]
    public async Task A_time_limit_in_which_nothing_can_come_up_is_refused_before_anything_is_touched(string limit)
    {
        var node = await UpgradeRunCase.CreateAsync();

        var error = await Assert.ThrowsAsync<KubeadmException>(() => node.ApplyAsync(Configured($$"""
            apply: {kubernetesVersion: v1.36.3, ignorePreflightErrors: [SystemVerification]}
            timeouts: {upgradeManifests: {{limit}}}
            """)));

        Assert.Equal(("InvalidConfiguration", "timeouts.upgradeManifests"), (error.ErrorId, error.Target));
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Empty(node.Kubelet.Stopped);
        Assert.Empty(node.Cluster.Writes);
    }

    [Fact]
    public async Task Nothing_is_touched_where_no_kubelet_would_start_it()
    {
        var node = await UpgradeRunCase.CreateAsync();
        node.Kubelet.IsAlive = false;

        var error = await node.FailAsync(Configured("apply: {kubernetesVersion: v1.36.3, ignorePreflightErrors: [SystemVerification]}"));

        Assert.Contains("kubelet", error.Message, StringComparison.Ordinal);
        Assert.Contains("Connection refused", error.Message, StringComparison.Ordinal);
        Assert.Equal(node.OldManifests, node.Manifests);
        Assert.Empty(node.Kubelet.Stopped);
        Assert.DoesNotContain(node.Memory.AllFiles, file => file.Contains("kubeadm-backup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_question_names_the_node_and_both_versions()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var described = await new ApplyWorkflow(node.Ports, node.Observer).FindQuestionAsync(UpgradeRunCase.Request, default);

        Assert.Equal("cp1 to v1.36.3 (the cluster is at v1.35.6)", described);
        Assert.Empty(node.Observer.Lines);
        Assert.Empty(node.Cluster.Writes);
    }

    [Theory]
    [InlineData("", false, true)]
    [InlineData("forceUpgrade: true", false, false)]
    [InlineData("dryRun: true", false, false)]
    [InlineData("skipPhases: [preflight]", false, false)]
    [InlineData("skipPhases: [control-plane]", false, true)]
    [InlineData("", true, false)]
    public async Task A_person_is_asked_unless_force_or_a_dry_run_or_no_checks_are_wanted(string field, bool dryRun, bool asks)
    {
        var node = await UpgradeRunCase.CreateAsync();
        var request = Configured($"apply: {{{field}}}") with { DryRun = dryRun, Version = "v1.36.3" };

        Assert.Equal(asks, await new ApplyWorkflow(node.Ports, node.Observer).NeedsConsentAsync(request, default));
    }

    [Fact]
    public async Task Phases_that_the_request_leaves_out_take_the_place_of_the_configurations_in_the_question_too()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var request = Configured("apply: {skipPhases: [preflight]}") with { Version = "v1.36.3", SkipPhases = ["addon"] };

        Assert.True(await new ApplyWorkflow(node.Ports, node.Observer).NeedsConsentAsync(request, default));
    }

    [Fact]
    public async Task Nobody_is_asked_about_what_cannot_begin()
    {
        var node = await UpgradeRunCase.CreateAsync();

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ApplyWorkflow(node.Ports, node.Observer).NeedsConsentAsync(Configured("apply: {}"), default));

        Assert.Equal("kubernetesVersion", error.Target);
    }

    [Fact]
    public async Task Its_dry_run_is_one()
    {
        var node = await UpgradeRunCase.CreateAsync();
        var before = node.Files();

        var upgrade = await node.ApplyAsync(Configured("apply: {kubernetesVersion: v1.36.3, dryRun: true}"));

        Assert.True(upgrade.DryRun);
        Directory.Delete(upgrade.DryRunPath!, recursive: true);
        Assert.Empty(node.ChangedSince(before));
        Assert.Empty(node.Cluster.Writes);
    }

    private static UpgradeApplyRequest Configured(string yaml) =>
        new() { Configuration = ConfigurationText.FromString($"apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n{yaml}\n") };
}
