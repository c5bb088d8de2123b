using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Upgrades of a first control-plane node, by the cmdlet: dry, only told of, and refused.</summary>
public sealed class UpgradeMachineTests(ControlPlaneMachine machine) : IClassFixture<ControlPlaneMachine>, IDisposable
{
    private static readonly string[] Phases =
    [
        "preflight", "control-plane", "upload-config/kubeadm", "upload-config/kubelet", "kubeconfig", "kubelet-config", "bootstrap-token",
        "addon/coredns", "addon/kube-proxy", "post-upgrade",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_dry_run_is_the_node_with_what_each_phase_did_and_leaves_it_as_it_was()
    {
        var outcome = machine.Run(["-OutputFormat", "Json", .. Upgrade("v1.36.3", "-DryRunPath", _folder.Path)]);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var upgrade = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(
            ("cp1", "kubernetes", true, "v1.35.6", "v1.36.3", _folder.Path),
            ((string?)upgrade["NodeName"], (string?)upgrade["ClusterName"], (bool?)upgrade["IsControlPlane"], (string?)upgrade["FromVersion"], (string?)upgrade["ToVersion"], (string?)upgrade["DryRunPath"]));
        Assert.Equal(Phases, upgrade["Phases"]!.AsArray().Select(phase => (string?)phase!["Phase"]).Where(Phases.Contains));
        Assert.Equal(
            ["kubeadm-backup-etcd", "kubeadm-backup-manifests"],
            upgrade["Backups"]!.AsArray().Select(folder => Path.GetFileName((string)folder!)[..^"-2026-11-29-02-45-35".Length]));
        Assert.Contains("kubelet v1.36.3 on cp1", (string?)upgrade["NextSteps"]![0], StringComparison.Ordinal);
        Assert.All(new[] { "kube-apiserver", "kube-controller-manager", "kube-scheduler" }, component =>
        {
            Assert.Contains($"image: registry.k8s.io/{component}:v1.36.3\n", Written($"root/etc/kubernetes/manifests/{component}.yaml"), StringComparison.Ordinal);
            Assert.Contains($"image: registry.k8s.io/{component}:v1.35.6\n", machine.Read($"/etc/kubernetes/manifests/{component}.yaml"), StringComparison.Ordinal);
        });
        Assert.Contains("kubernetesVersion: v1.36.3\n", File.ReadAllText(Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder.Path, "cluster"), "*-update-configmaps-kube-system-kubeadm-config.yaml"))), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void WhatIf_names_each_phase_that_is_not_as_wanted_and_each_thing_that_it_would_change_and_changes_none()
    {
        var outcome = machine.Run(Upgrade("v1.36.3", "-WhatIf", "-SkipPhase", "addon/kube-proxy,bootstrap-token"));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var targets = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('"')[^2]).ToList();
        Assert.Equal(Phases.Except(["addon/kube-proxy", "bootstrap-token", "kubeconfig"]), targets.Where(target => target.Count(letter => letter == ':') == 1).Select(target => target["cp1: ".Length..]));
        Assert.Contains("What if: Performing the operation \"Update File\" on target \"cp1: control-plane: /etc/kubernetes/manifests/etcd.yaml\".\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("cp1: control-plane: /etc/kubernetes/pki/apiserver.crt", targets);
        Assert.Contains("cp1: addon/coredns: deployments/kube-system/coredns", targets);
        Assert.DoesNotContain("Upgrading the control plane", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("etcd:3.6.6-0", machine.Read("/etc/kubernetes/manifests/etcd.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(machine.Folders("/etc/kubernetes/tmp"), folder => folder.StartsWith("kubeadm-backup", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Etcd_and_certificates_are_left_alone_where_that_is_asked_for()
    {
        var outcome = machine.Run(Upgrade("v1.36.3", "-WhatIf", "-EtcdUpgrade:$false", "-CertificateRenewal:$false"));

        Assert.Contains("manifests/kube-apiserver.yaml", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("etcd.yaml", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(".crt", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("admin.conf", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_view_fits_a_screen()
    {
        var outcome = machine.Run(Upgrade("v1.36.3", "-DryRunPath", _folder.Path));

        Assert.Matches("Version +: v1.35.6 -> v1.36.3\n", outcome.Output);
        Assert.Matches("Backups +: /etc/kubernetes/tmp/kubeadm-backup-etcd-.*\n           /etc/kubernetes/tmp/kubeadm-backup-manifests-", outcome.Output);
        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [SkippableTheory]
    [InlineData("v1.37.0", "v1.37.0 is of a newer minor than this release")]
    [InlineData("v1.34.9", "v1.34.9 is too old for this release")]
    [InlineData("v1.36.4", "v1.36.4 is newer than this release")]
    [InlineData("v1.36.0-rc.1", "v1.36.0-rc.1 is a preview, and release candidates were not allowed")]
    public void A_version_that_rules_forbid_is_refused_with_the_rule(string version, string rule)
    {
        var outcome = machine.Run(Upgrade(version, "-DryRunPath", _folder.Path));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(rule, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("-Force overrules what can be", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("VersionNotAllowed,Kubeadm.PowerShell.Commands.InvokeKubeUpgradeCommand", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("v1.36.4", "-Force")]
    [InlineData("v1.36.0-rc.1", "-AllowReleaseCandidateUpgrades")]
    [InlineData("v1.36.0-beta.1", "-AllowExperimentalUpgrades")]
    public void What_can_be_allowed_goes_on_when_it_is(string version, string allowance)
    {
        var outcome = machine.Run("Invoke-KubeadmPhase", "-Workflow", "UpgradeApply", "-Phase", "preflight", "-Version", version, allowance, "-Kubeconfig", machine.Server.Kubeconfig, "-IgnorePreflightError", "all", "-DryRunPath", _folder.Path);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Matches("preflight +Succeeded", outcome.Output);
    }

    [SkippableFact]
    public void What_is_no_version_is_refused()
    {
        var outcome = machine.Run(Upgrade("nonsense", "-DryRunPath", _folder.Path));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("nonsense", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("id: InvalidVersion,", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Without_a_version_nothing_is_asked()
    {
        var outcome = machine.Run("Invoke-KubeUpgrade", "-Kubeconfig", machine.Server.Kubeconfig);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("it is not said which version to go to", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("InvalidArgument,", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("n\n")]
    [InlineData("")]
    public void A_person_who_does_not_say_yes_changes_nothing(string answer)
    {
        var outcome = machine.RunWithInput(answer, Upgrade("v1.36.3"));

        Assert.Contains("The upgrade of cp1 to v1.36.3 (the cluster is at v1.35.6) is about to begin. Are you sure you want to proceed?", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("NodeName", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(":v1.35.6\n", machine.Read("/etc/kubernetes/manifests/kube-apiserver.yaml"), StringComparison.Ordinal);
    }

    private string Written(string path) => File.ReadAllText(Path.Combine(_folder.Path, path));

    private string[] Upgrade(string version, params string[] more) =>
        ["Invoke-KubeUpgrade", version, "-Kubeconfig", machine.Server.Kubeconfig, "-IgnorePreflightError", "all", .. more];
}
