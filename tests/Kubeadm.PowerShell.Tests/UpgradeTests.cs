using System.Collections;
using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Upgrades of this machine as a worker, dry, and what is refused and completed; those of a control plane are in <see cref="UpgradeMachineTests"/>.</summary>
[Collection(ModuleSuite.Name)]
public sealed class UpgradeTests : IDisposable
{
    private const string Upgrade = "Invoke-KubeUpgrade -Node -Kubeconfig $args[0] -DryRunPath $args[1] -IgnorePreflightError all";
    private const string Remoted = "ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }";

    private static readonly string NodeName = Environment.MachineName.ToLowerInvariant();

    private readonly ModuleSession _session;
    private readonly ObjectServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public UpgradeTests(ModuleSession session)
    {
        _session = session;
        _server.Load(Path.Combine(Places.Repository, "tests/Kubeadm.Testing/Clusters/one-control-plane.json"));
        var worker = _server.Find("/api/v1/nodes/w1")!;
        worker["metadata"]!["name"] = NodeName;
        _server.Add("/api/v1/nodes/" + NodeName, worker);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_worker_is_an_object_and_its_control_plane_phases_are_left_out()
    {
        var upgrade = Run(Upgrade).Single;

        Assert.Equal((NodeName, false, "v1.35.6", true, _folder.Path), (Value(upgrade, "NodeName"), Value(upgrade, "IsControlPlane"), Value(upgrade, "ToVersion"), Value(upgrade, "DryRun"), Value(upgrade, "DryRunPath")));
        var phases = Items(upgrade, "Phases").ToDictionary(phase => (string)Value(phase, "Phase")!, phase => Value(phase, "Status")!.ToString());
        Assert.Equal(("Skipped", "Skipped", "Succeeded"), (phases["control-plane"], phases["addon/coredns"], phases["kubelet-config"]));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "root/var/lib/kubelet/config.yaml")));
    }

    [Theory]
    [InlineData(Remoted)]
    [InlineData("ConvertTo-Json | ConvertFrom-Json")]
    public void What_matters_survives_a_way_through_text(string way)
    {
        var upgrade = Run($"{Upgrade} | {way}").Single;

        Assert.Equal((NodeName, "v1.35.6", "v1.35.6"), (Value(upgrade, "NodeName"), Value(upgrade, "FromVersion"), Value(upgrade, "ToVersion")));
        Assert.Contains("drain the node first", Items(upgrade, "NextSteps").First().ToString(), StringComparison.Ordinal);
        var written = Items(upgrade, "Phases").Single(phase => Value(phase, "Phase")!.ToString() == "kubelet-config");
        Assert.Contains("/var/lib/kubelet/config.yaml", Value(written, "Changes")!.ToString() + string.Join(' ', Items(written, "Changes").Select(change => Value(change, "Target") ?? change)), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_change_survives_remoting_with_its_own_properties()
    {
        var upgrade = Run($"{Upgrade} | {Remoted}").Single;

        var changes = Items(upgrade, "Phases").SelectMany(phase => Items(phase, "Changes")).Select(change => $"{Value(change, "Action")} {Value(change, "Kind")} {Value(change, "Target")}");
        Assert.Contains("Create File /var/lib/kubelet/config.yaml", changes);
        Assert.IsType<TimeSpan>(Value(upgrade, "Duration"));
    }

    [Theory]
    [InlineData("")]
    [InlineData($" | {Remoted}")]
    public void A_view_fits_a_screen_also_of_an_object_that_came_from_elsewhere(string way)
    {
        var text = Run($"{Upgrade}{way} | Out-String -Width 100").Single.ToString();

        Assert.Matches("Role +: worker", text);
        Assert.Matches("Version +: v1.35.6", text);
        Assert.Matches(@"Phases +: \d+ done, \d+ unchanged, \d+ skipped", text);
        Assert.Matches(@"Duration +: \d+\.\d s", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
    }

    [Fact]
    public void A_dry_run_by_the_configuration_asks_nobody()
    {
        var file = _folder.Write("upgrade.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\nnode: {dryRun: true, ignorePreflightErrors: [all]}\n");

        var upgrade = _session.Run("Invoke-KubeUpgrade -Node -Kubeconfig $args[0] -Config $args[1] -Confirm", _server.Kubeconfig, file).Single;

        Assert.Equal(true, Value(upgrade, "DryRun"));
        Directory.Delete((string)Value(upgrade, "DryRunPath")!, recursive: true);
    }

    [Theory]
    [InlineData("Invoke-KubeUpgrade v1.36.3 -DryRunPath $args[0]", true, "root/etc/kubernetes/manifests/kube-apiserver.yaml")]
    [InlineData("Invoke-KubeUpgrade -Node -DryRunPath $args[0]", false, "root/var/lib/kubelet/config.yaml")]
    [InlineData("Invoke-KubeUpgrade -Node -DryRunPath $args[0] -Kubeconfig /nowhere/admin.conf -DryRunAsKubeadm", false, "config.yaml")]
    public void Without_a_kubeconfig_a_dry_run_is_of_a_cluster_that_is_made_up_for_it_and_says_so(string line, bool isControlPlane, string file)
    {
        var outcome = _session.Run(line, Path.Combine(_folder.Path, "dry")).ThrowIfFailed();

        var upgrade = outcome.Single;
        Assert.Equal((NodeName, isControlPlane, "v1.35.0"), (Value(upgrade, "NodeName"), Value(upgrade, "IsControlPlane"), Value(upgrade, "FromVersion")));
        Assert.True(File.Exists(Path.Combine(Path.Combine(_folder.Path, "dry"), file)));
        Assert.Contains(outcome.Warnings, warning => warning.Contains("is not there, so this dry run takes a cluster of kubeadm's own making", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Invoke-KubeUpgrade v1.33.0 -DryRunPath $args[0]")]
    [InlineData("Invoke-KubeUpgrade -Node -DryRunPath $args[0] -IgnorePreflightError all, Swap")]
    [InlineData("Invoke-KubeUpgrade -Node -DryRunPath $args[0] -Patches /nowhere")]
    [InlineData("Initialize-KubeCluster -KubernetesVersion v1.36.3 -DryRunPath $args[0] -Patches /nowhere")]
    [InlineData("Join-KubeNode 192.0.2.1:6443 -Token abcdef.0123456789abcdef -DiscoveryTokenUnsafeSkipCaVerification -DryRunPath $args[0] -Patches /nowhere")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase certs/ca -KubernetesVersion v1.36.3 -IgnorePreflightError all, Swap -DryRunPath $args[0]")]
    public void A_dry_run_that_is_refused_leaves_no_folder(string line)
    {
        Assert.NotEmpty(_session.Run(line, Path.Combine(_folder.Path, "a/dry")).Errors);

        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "a")));
    }

    [Theory]
    [InlineData("UpgradeNode", "kubelet-config", "root/var/lib/kubelet/config.yaml")]
    [InlineData("UpgradeNode", "post-upgrade", "cluster")]
    public void A_phase_runs_by_itself(string workflow, string phase, string left)
    {
        var result = Run($"Invoke-KubeadmPhase -Workflow {workflow} -Phase {phase} -Kubeconfig $args[0] -DryRunPath $args[1]").Single;

        Assert.Equal((workflow, phase), (Value(result, "Workflow")!.ToString(), Value(result, "Phase")));
        Assert.Equal(left != "cluster", File.Exists(Path.Combine(_folder.Path, left)));
    }

    [Theory]
    [InlineData("Invoke-KubeUpgrade -Version v1.36.3 -Node", "AmbiguousParameterSet", ErrorCategory.InvalidArgument, "")]
    [InlineData("Invoke-KubeUpgrade -Node -Force", "AmbiguousParameterSet", ErrorCategory.InvalidArgument, "")]
    [InlineData("Invoke-KubeUpgrade -DryRun", "InvalidArgument", ErrorCategory.InvalidArgument, "Give a version such as v1.36.3")]
    [InlineData("Invoke-KubeUpgrade v1.36.3 -WhatIf", "NotAControlPlane", ErrorCategory.ObjectNotFound, "Invoke-KubeUpgrade -Node does that.")]
    [InlineData("Invoke-KubeUpgrade v1.36.3 -Confirm", "NotAControlPlane", ErrorCategory.ObjectNotFound, "Invoke-KubeUpgrade -Node does that.")]
    [InlineData("Invoke-KubeUpgrade -Node -DryRun -Kubeconfig /nowhere/admin.conf", "KubeconfigNotFound", ErrorCategory.ObjectNotFound, "-Kubeconfig names one.")]
    [InlineData("Invoke-KubeUpgrade -Node -WhatIf", "KubeconfigNotFound", ErrorCategory.ObjectNotFound, "-Kubeconfig names one.")]
    [InlineData("Invoke-KubeUpgrade -Node -WhatIf -DryRunAsKubeadm -Kubeconfig /nowhere/admin.conf", "KubeconfigNotFound", ErrorCategory.ObjectNotFound, "-Kubeconfig names one.")]
    [InlineData("Invoke-KubeUpgrade -Node -DryRun -SkipPhase nonsense", "InvalidPhase", ErrorCategory.InvalidArgument, "Phases of this workflow: preflight, control-plane")]
    [InlineData("Invoke-KubeUpgrade v1.36.3 -SkipPhase certs -WhatIf", "InvalidPhase", ErrorCategory.InvalidArgument, "Phases of this workflow: preflight, control-plane")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeNode -Phase upload-config -DryRun", "InvalidPhase", ErrorCategory.InvalidArgument, "Phases of this workflow: preflight, control-plane")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeApply -Phase post-upgrade -Version v1.36.3 -Confirm:$false", "NotAControlPlane", ErrorCategory.ObjectNotFound, "Invoke-KubeUpgrade -Node does that.")]
    public void What_is_wrong_is_an_error_with_what_can_be_done(string line, string id, ErrorCategory category, string remedy)
    {
        var error = Assert.Single(_session.Run(line).Errors);

        Assert.StartsWith(id + ",Kubeadm.PowerShell.Commands.Invoke", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(remedy, error.ErrorDetails?.RecommendedAction ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -DryRunAsKubeadm")]
    [InlineData("-WhatIf -DryRunPath $args[1]")]
    public void WhatIf_touches_no_folder_of_dry_runs(string parameters)
    {
        var kept = Path.Combine(_folder.Path, "notes.txt");
        File.WriteAllText(kept, "a person's own");

        var outcome = Run($$"""
            $env:KUBEADM_UPGRADE_DRYRUN_DIR = $args[1]
            try { Invoke-KubeUpgrade -Node -Kubeconfig $args[0] -IgnorePreflightError all {{parameters}} } finally { $env:KUBEADM_UPGRADE_DRYRUN_DIR = $null }
            """);

        Assert.Empty(outcome.Errors);
        Assert.Equal([kept], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("apply: {kubernetesVersion: 7}", "apply.kubernetesVersion")]
    [InlineData("node: {skipPhases: certs}", "node.skipPhases")]
    [InlineData("timeouts: {upgradeManifests: soon}", "timeouts.upgradeManifests")]
    [InlineData("node: {imagePullPolicy: Sometimes}", "node.imagePullPolicy")]
    public void A_configuration_that_is_wrong_is_told_with_its_file_and_field(string line, string field)
    {
        var file = _folder.Write("upgrade.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\n{line}\n");

        var error = Assert.Single(_session.Run("Invoke-KubeUpgrade -Node -DryRun -Config $args[0]", file).Errors);

        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("upgrade.yaml", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(field, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Test-KubeadmConfig", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_failed_carries_what_each_phase_did()
    {
        _server.AddConfigMap("kubelet-config", "other", "");

        var error = Assert.Single(_session.Run($"{Upgrade} -SkipPhase preflight,control-plane,kubeconfig", _server.Kubeconfig, _folder.Path).Errors);

        Assert.StartsWith("KubeletConfigurationMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains("Phase \"kubelet-config\" failed", error.ToString(), StringComparison.Ordinal);
        var phases = ((IEnumerable)error.TargetObject).Cast<object>().Select(PSObject.AsPSObject).ToDictionary(phase => (string)Value(phase, "Phase")!, phase => Value(phase, "Status")!.ToString());
        Assert.Equal(("Skipped", "Failed"), (phases["preflight"], phases["kubelet-config"]));
    }

    [Fact]
    public void Phases_are_listed_in_kubeadms_order()
    {
        Assert.Equal(
            ["preflight", "control-plane", "upload-config", "upload-config/kubeadm", "upload-config/kubelet", "kubelet-config", "bootstrap-token", "addon", "addon/coredns", "addon/kube-proxy", "post-upgrade"],
            Names("(Get-KubeadmPhase -Workflow UpgradeApply).Name").Where(name => name != "kubeconfig"));
        Assert.Equal(
            ["preflight", "control-plane", "kubelet-config", "addon", "addon/coredns", "addon/kube-proxy", "post-upgrade"],
            Names("(Get-KubeadmPhase -Workflow UpgradeNode).Name").Where(name => name != "kubeconfig"));
    }

    [Theory]
    [InlineData("Invoke-KubeUpgrade -SkipPhase addon/", "addon/coredns", "certs/ca")]
    [InlineData("Invoke-KubeUpgrade -Node -SkipPhase ", "kubelet-config", "upload-config/kubeadm")]
    [InlineData("Invoke-KubeUpgrade -IgnorePreflightError C", "CreateJob", "ControlPlaneNodes")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeNode -Phase ", "post-upgrade", "bootstrap-token")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeApply -Phase control-plane -", "-EtcdUpgrade", "-Node")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeNode -Phase control-plane -", "-CertificateRenewal", "-Version")]
    [InlineData("Invoke-KubeUpgrade -Node -", "-Patches", "-Phase")]
    public void Known_values_are_completed(string line, string offered, string other)
    {
        var words = Complete(line);

        Assert.Contains(offered, words);
        Assert.DoesNotContain(other, words);
    }

    [Theory]
    [InlineData("Invoke-KubeUpgrade")]
    [InlineData("Get-KubeUpgradePlan")]
    [InlineData("Compare-KubeUpgrade")]
    [InlineData("Invoke-KubeadmPhase -Workflow UpgradeApply -Phase preflight")]
    public void Versions_are_completed_from_what_the_cluster_can_go_to(string cmdlet)
    {
        var words = Complete($"{cmdlet} -Kubeconfig '{_server.Kubeconfig}' -Version v");

        Assert.Contains("v1.36.3", words);
        Assert.DoesNotContain("v1.35.6", words);
    }

    [Theory]
    [InlineData("v1.36.3")]
    [InlineData("v1.34.2")]
    [InlineData("nonsense")]
    public void Versions_are_those_that_are_known_where_the_cluster_cannot_go_to_any(string version)
    {
        _server.Add("/version/", new() { ["gitVersion"] = version });

        Assert.Contains("v1.35.6", Complete($"Invoke-KubeUpgrade -Kubeconfig '{_server.Kubeconfig}' -Version v"));
    }

    [Theory]
    [InlineData("/nowhere/admin.conf")]
    [InlineData("/etc/passwd")]
    public void Versions_are_completed_without_a_cluster_too_and_nothing_is_said_of_it(string kubeconfig)
    {
        var outcome = _session.Run("$Error.Clear(); (TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText; $Error", $"Invoke-KubeUpgrade -Kubeconfig {kubeconfig} -Version v1.36").ThrowIfFailed();

        Assert.Equal(["v1.36.3"], outcome.Output.Select(word => word.ToString()));
    }

    private RunOutcome Run(string line) => _session.Run(line, _server.Kubeconfig, _folder.Path).ThrowIfFailed();

    private List<string> Complete(string line) => Names("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line);

    private List<string> Names(string script, params object[] arguments) => [.. _session.Run(script, arguments).ThrowIfFailed().Output.Select(name => name.ToString())];

    private static object? Value(PSObject value, string name) => value.Properties[name]?.Value is var found && found is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : found;

    private static IEnumerable<PSObject> Items(PSObject value, string name) => ((IEnumerable)Value(value, name)!).Cast<object>().Select(PSObject.AsPSObject);
}
