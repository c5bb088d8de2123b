namespace Kubeadm.PowerShell.Tests;

/// <summary>kubeadm's command lines of upgrades: what they print, ask and end with.</summary>
public sealed class UpgradeLineTests(ControlPlaneMachine machine) : IClassFixture<ControlPlaneMachine>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Apply_prints_the_configuration_and_says_how_a_dry_run_ended()
    {
        var outcome = machine.Run(Line("apply", "v1.36.3", "--dry-run", "-y", "--print-config", "--ignore-preflight-errors", "all"));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("[upgrade/config] Configuration used:\n\tapiServer: {}\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\tkubernetesVersion: v1.36.3\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("[dryrun] Would upgrade your static Pod-hosted control plane to version \"v1.36.3\"", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("[upgrade/successful] Finished dryrunning successfully!\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(machine.Folders("/etc/kubernetes/tmp"), folder => folder.StartsWith("kubeadm-upgrade-apply-dryrun", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void A_file_says_the_version_which_checks_are_ignored_and_which_phases_are_left_out()
    {
        var file = _folder.Write("upgrade.yaml", """
            apiVersion: kubeadm.k8s.io/v1beta4
            kind: UpgradeConfiguration
            apply: { kubernetesVersion: v1.36.3, dryRun: true, ignorePreflightErrors: [all], skipPhases: [addon], etcdUpgrade: false }
            """);

        var outcome = machine.Run(Line("apply", "--config", file));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("to version \"v1.36.3\"", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[addons]", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Preparing for \"etcd\" upgrade", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[y/N]", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Node_takes_the_version_that_the_cluster_has()
    {
        var outcome = machine.Run(Line("node", "--dry-run", "--ignore-preflight-errors", "all"));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("control plane to version \"v1.35.6\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Current and new manifests of kube-apiserver are equal, skipping upgrade", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[y/N]", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Diff_shows_the_three_manifests_that_kubeadm_compares()
    {
        var outcome = machine.Run(Line("diff", "v1.36.3", "-c", "0"));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(
            ["kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml"],
            outcome.Output.Split('\n').Where(line => line.StartsWith("--- ", StringComparison.Ordinal)).Select(line => Path.GetFileName(line["--- ".Length..].Split('\t', ' ')[0])));
        Assert.Contains("+    image: registry.k8s.io/kube-scheduler:v1.36.3\n", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Plan_offers_this_release_and_names_the_command()
    {
        var outcome = machine.Run(Line("plan", "--ignore-preflight-errors", "all"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"\netcd +cp1 +3\.6\.6-0 +3\.6\.8-0\n", outcome.Output);
        Assert.Contains("\n\tkubeadm upgrade apply v1.36.3\n", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("plan", 0)]
    [InlineData("apply", 1)]
    [InlineData("diff", 1)]
    public void A_minor_without_a_patch_is_one_for_a_plan_alone(string command, int exitCode)
    {
        string[] flags = command == "diff" ? [] : ["--ignore-preflight-errors", "all"];
        string[] more = command == "apply" ? ["-y", "--dry-run"] : [];

        var outcome = machine.Run(Line([command, "v1.36", .. flags, .. more]));

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal(exitCode == 0, outcome.Output.Contains("\n\tkubeadm upgrade apply v1.36.", StringComparison.Ordinal));
        Assert.Contains(exitCode == 0 ? "WARNING: 'v1.36' names no patch; using v1.36." : "'v1.36' is neither a version such as", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("n\n")]
    [InlineData("yo\n")]
    public void Apply_goes_on_only_after_a_yes(string answer)
    {
        var outcome = machine.RunWithInput(answer, Line("apply", "v1.36.3"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("Are you sure you want to proceed? [y/N]: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was done", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("y\n", "apply", "v1.36.3")]
    [InlineData("YES\n", "apply", "v1.36.3")]
    [InlineData("", "apply", "v1.36.3", "-y")]
    [InlineData("", "apply", "v1.36.3", "-f")]
    [InlineData("", "node")]
    public void With_a_yes_or_force_it_goes_on_and_node_asks_nobody(string answer, params string[] words)
    {
        var outcome = machine.RunWithInput(answer, Line(words));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Phase \"preflight\" failed", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("[ContainerRuntimeVersion]", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("n\n")]
    [InlineData("", "--yes=false")]
    public void The_phase_of_checks_asks_as_the_whole_does(string answer, params string[] flags)
    {
        var outcome = machine.RunWithInput(answer, Line(["apply", "phase", "preflight", "v1.36.3", "--ignore-preflight-errors", "all", .. flags]));

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("Are you sure you want to proceed? [y/N]: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was done", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("y\n", "")]
    [InlineData("", "-y")]
    [InlineData("", "--force")]
    public void The_phase_of_checks_goes_on_after_a_yes(string answer, string flag)
    {
        string[] flags = flag.Length > 0 ? [flag] : [];

        var outcome = machine.RunWithInput(answer, Line(["apply", "phase", "preflight", "v1.36.3", .. flags]));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(answer.Length > 0, outcome.Output.Contains("[y/N]", StringComparison.Ordinal));
        Assert.Contains("[ContainerRuntimeVersion]", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("forceUpgrade: true", true)]
    [InlineData("dryRun: true", true)]
    [InlineData("etcdUpgrade: false", false)]
    public void A_file_answers_for_the_phase_of_checks_too(string field, bool answers)
    {
        var file = _folder.Write("upgrade.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\napply: {{ kubernetesVersion: v1.36.3, {field} }}\n");

        var outcome = machine.Run(Line("apply", "phase", "preflight", "--config", file));

        Assert.Equal(!answers, outcome.Output.Contains("[y/N]", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("apply", "phase", "preflight", "v1.36.3", "--dry-run", "--ignore-preflight-errors", "all")]
    [InlineData("apply", "phase", "control-plane", "v1.36.3", "--dry-run")]
    [InlineData("node", "phase", "preflight")]
    public void Dry_runs_other_phases_and_further_nodes_ask_nobody(params string[] words) =>
        Assert.DoesNotContain("[y/N]", machine.Run(Line(words)).Output, StringComparison.Ordinal);

    [SkippableFact]
    public void The_phase_of_checks_without_a_version_is_refused_before_the_question()
    {
        var outcome = machine.Run(Line("apply", "phase", "preflight"));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("it is not said which version to go to", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("apply", "v1.33.0", "--ignore-preflight-errors", "all")]
    [InlineData("apply", "v1.36.3", "--patches", "/nowhere")]
    [InlineData("node", "--ignore-preflight-errors", "all,Swap")]
    [InlineData("node", "phase", "kubelet-config", "--patches", "/nowhere")]
    public void A_dry_run_that_is_refused_leaves_no_folder(params string[] words)
    {
        var before = machine.Folders("/etc/kubernetes/tmp").ToHashSet();

        var outcome = machine.Run(Line([.. words, "--dry-run"]));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("[dryrun] Using the folder \"/etc/kubernetes/tmp/kubeadm-upgrade-", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(machine.Folders("/etc/kubernetes/tmp"), folder => !before.Contains(folder));
    }

    [SkippableTheory]
    [InlineData("/nowhere/admin.conf", "apply", "v1.36.3")]
    [InlineData("/nowhere/kubelet.conf", "node")]
    public void A_dry_run_without_a_kubeconfig_takes_a_cluster_that_is_made_up(string kubeconfig, params string[] words)
    {
        var outcome = machine.Run(["upgrade", .. words, "--dry-run", "--ignore-preflight-errors", "all", "--kubeconfig", kubeconfig]);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("[dryrun] Dryrunning without a real client\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("- --cluster-cidr=192.168.0.0/16\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("resolvConf: /run/systemd/resolve/resolv.conf\n", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("[upgrade/successful] Finished dryrunning successfully!\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"WARNING: {kubeconfig} is not there", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Apply_without_a_version_is_refused_before_the_question()
    {
        var outcome = machine.Run(Line("apply"));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("it is not said which version to go to", outcome.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("[upgrade/preflight] You have chosen to upgrade the cluster version to \"v1.36.3\"\n", "apply", "phase", "preflight", "v1.36.3", "-y", "--ignore-preflight-errors", "all")]
    [InlineData("[upgrade/staticpods] Component \"kube-scheduler\" upgraded successfully!\n", "apply", "phase", "control-plane", "v1.36.3", "--etcd-upgrade=false", "--certificate-renewal=false")]
    [InlineData("[upload-config] Storing the configuration used in ConfigMap \"kubeadm-config\" in the \"kube-system\" Namespace\n", "apply", "phase", "upload-config", "all", "v1.36.3")]
    [InlineData("[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!\n", "node", "phase", "kubelet-config")]
    [InlineData("[addons] Applied essential addon: CoreDNS\n", "node", "phase", "addon", "coredns")]
    public void Phases_are_commands_of_their_own(string line, params string[] words)
    {
        var outcome = machine.Run(Line([.. words, "--dry-run"]));

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains(line, outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("can not mix '--config' with arguments [certificate-renewal]", "apply", "v1.36.3", "--certificate-renewal=false")]
    [InlineData("can not mix '--config' with arguments [force]", "apply", "--force")]
    [InlineData("can not mix '--config' with arguments [etcd-upgrade patches]", "node", "--etcd-upgrade=false", "--patches", "/nowhere")]
    [InlineData("can not mix '--config' with arguments [patches]", "apply", "phase", "control-plane", "--patches", "/nowhere")]
    [InlineData("accepts at most 1 arg(s)", "apply", "v1.36.3", "v1.36.2")]
    [InlineData("no UpgradeConfiguration", "apply", "--yes", "--skip-phases", "addon")]
    [InlineData("no UpgradeConfiguration", "node")]
    public void Command_lines_that_kubeadm_refuses_are_refused(string expected, params string[] words)
    {
        var file = _folder.Write("cluster.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n");

        var outcome = HostProcess.Run(["upgrade", .. words, "--config", file]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    private string[] Line(params string[] words) => ["upgrade", .. words, "--kubeconfig", machine.Server.Kubeconfig];
}
