using System.Collections;
using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Which parameters Invoke-KubeadmPhase has, and what they do to the phases of each workflow.</summary>
[Collection(ModuleSuite.Name)]
public sealed class PhaseParametersTests(ModuleSession session) : IDisposable
{
    private const string Token = "abcdef.0123456789abcdef";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("Init", "init", "Initialize-KubeCluster", "*")]
    [InlineData("Join", "join", "Join-KubeNode", "*")]
    [InlineData("Reset", "reset", "Reset-KubeNode", "*")]
    [InlineData("UpgradeApply", "upgrade apply", "Invoke-KubeUpgrade", "Apply")]
    [InlineData("UpgradeNode", "upgrade node", "Invoke-KubeUpgrade", "Node")]
    public void They_are_those_of_the_whole_workflow_and_of_kubeadms_commands_of_its_phases(string workflow, string command, string whole, string set)
    {
        var offered = Own($"Get-Command Invoke-KubeadmPhase -ArgumentList '-Workflow', {workflow}");
        var ofWhole = Own($"Get-Command {whole}", set).Except(["Node", "AsPlainText"]).Except(SessionCommands.Remote).ToList();
        var flags = File.ReadLines(Places.Reference("kubeadm-cli.txt")).Select(line => line.Split(" :: "))
            .Where(row => row[0].StartsWith($"{command} phase ", StringComparison.Ordinal))
            .SelectMany(row => row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Except(["yes"]).Distinct().ToList();

        Assert.Equal(["Phase", "Workflow"], offered.Except(ofWhole).Where(name => !flags.Exists(flag => StandsFor(flag, name))).Order());

        // Objects of the pipeline are phases here, and configurations there.
        Assert.Empty(ofWhole.Except(offered).Except(["InputObject"]));
        Assert.DoesNotContain(flags, flag => !offered.Any(name => StandsFor(flag, name)));
    }

    /// <summary>Beside kubeadm's flags there are those for where dry runs go, for names in certificates, and for the algorithm of keys.</summary>
    [SkippableFact]
    public void Those_of_certificates_are_what_kubeadm_takes_for_them_and_what_goes_into_them()
    {
        var flags = File.ReadLines(Places.Reference("kubeadm-cli.txt")).Single(line => line.StartsWith("init phase certs all :: ", StringComparison.Ordinal))
            .Split(" :: ")[1].Split(' ').ToList();
        var offered = Own("Get-Command New-KubeCertificate");

        Assert.Equal(["DryRunAsKubeadm", "DryRunPath", "FeatureGate", "LiteralPath", "Name", "NodeName"], offered.Where(name => !flags.Exists(flag => StandsFor(flag, name))).Order());
        Assert.DoesNotContain(flags, flag => !offered.Exists(name => StandsFor(flag, name)));
    }

    [Theory]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -Phase preflight -UploadCerts", "UploadCerts")]
    [InlineData("New-KubeCertificate -Name ca -CriSocket x", "CriSocket")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -Phase preflight -DryRunPath x", "DryRunPath")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase certs -DiscoveryToken x", "DiscoveryToken")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase certs -Force", "Force")]
    [InlineData("Invoke-KubeadmPhase -Phase kubelet-start -KubernetesVersion v1.36.3 -Workflow Join", "KubernetesVersion")]
    [InlineData("$p = @{ Workflow = 'Join'; Phase = 'preflight'; CleanupTmpDir = $true }; Invoke-KubeadmPhase @p", "CleanupTmpDir")]
    [InlineData("Get-KubeadmPhase certs/ca | Invoke-KubeadmPhase -Workflow Init -CleanupTmpDir", "CleanupTmpDir")]
    [InlineData("Get-KubeadmPhase certs/ca | Invoke-KubeadmPhase -UploadCerts", "UploadCerts")]
    public void One_of_another_workflow_is_no_parameter_to_PowerShell(string line, string parameter)
    {
        var error = Assert.Single(session.Run(line).Errors);

        Assert.StartsWith("NamedParameterNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"'{parameter}'", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Initialize-KubeCluster")]
    [InlineData("Join-KubeNode")]
    [InlineData("Reset-KubeNode")]
    public void Those_of_a_whole_workflow_are_there_without_any_being_bound(string cmdlet)
    {
        var dynamic = session.Run("(Get-Command $args[0]).Parameters.Values | Where-Object IsDynamic | ForEach-Object Name", cmdlet).ThrowIfFailed();

        Assert.Empty(dynamic.Output.Select(name => name.ToString()).Except(SessionCommands.Remote));
    }

    [Theory]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -", "-PrintManifest", "-ControlPlane")]
    [InlineData("Invoke-KubeadmPhase -Workflow Join -Phase preflight -", "-DiscoveryToken", "-ServiceCidr")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -C", "-CleanupTmpDir", "-ControlPlaneEndpoint")]
    [InlineData("Invoke-KubeadmPhase -", "-DryRun", "-UploadCerts")]
    [InlineData("Get-KubeadmPhase | Invoke-KubeadmPhase -", "-Config", "-CertDir")]
    public void Completion_offers_those_of_the_workflow_that_is_typed(string line, string offered, string other)
    {
        var words = Completions(line);

        Assert.Contains(offered, words);
        Assert.DoesNotContain(other, words);
    }

    [Theory]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase certs -SkipPhase certs/etcd-h", "certs/etcd-healthcheck-client")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -FeatureGate Root", "RootlessControlPlane=true")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -KubernetesVersion v1.35", "v1.35.6")]
    [InlineData("Invoke-KubeadmPhase -Workflow Join -IgnorePreflightError Sw", "Swap")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -IgnorePreflightError a", "all")]
    public void Their_known_values_are_completed(string line, string expected) => Assert.Contains(expected, Completions(line));

    [Fact]
    public void Phases_bring_their_workflow_by_the_pipeline_each_its_own()
    {
        var config = WriteConfiguration();
        const string phases = "(Get-KubeadmPhase -Workflow Reset preflight), (Get-KubeadmPhase certs/ca), (Get-KubeadmPhase -Workflow Reset remove-etcd-member)";

        var results = session.Run($"{phases} | Invoke-KubeadmPhase -Config $args[0] -DryRun", config).ThrowIfFailed().Output;

        Assert.Equal(
            ["Reset preflight", "Init certs/ca", "Reset remove-etcd-member"],
            results.Select(result => $"{result.Properties["Workflow"].Value} {result.Properties["Phase"].Value}"));
    }

    [Theory]
    [InlineData("Get-KubeadmPhase kubeconfig*", "kubeconfig kubeconfig/admin kubeconfig/super-admin kubeconfig/kubelet kubeconfig/controller-manager kubeconfig/scheduler")]
    [InlineData("(Get-KubeadmPhase certs/ca), (Get-KubeadmPhase certs/sa), (Get-KubeadmPhase certs/ca)", "certs/ca certs/sa")]
    public void A_phase_that_came_by_the_pipeline_already_is_not_run_again(string phases, string run)
    {
        const string init = "Invoke-KubeadmPhase -Workflow Init -KubernetesVersion v1.36.3 -NodeName n1 -ApiServerAdvertiseAddress 192.0.2.2 -CertDir $args[0]";
        var results = session.Run(
            $"{init} -Phase certs/ca | Out-Null; {phases} | {init} -DryRunPath $args[1]", Path.Combine(_folder.Path, "pki"), Path.Combine(_folder.Path, "dry")).ThrowIfFailed().Output;

        Assert.Equal(run.Split(' '), results.Select(result => result.Properties["Phase"].Value));
    }

    [Fact]
    public void Results_come_as_soon_as_their_phases_have_ended()
    {
        // Whoever has enough stops the work: large keys take so long that later phases cannot have ended by then.
        var config = _folder.Write("kubeadm.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nencryptionAlgorithm: RSA-4096\ncertificatesDir: {_folder.Path}/pki\n");

        var first = session.Run("Invoke-KubeadmPhase -Workflow Init -Phase certs -Config $args[0] | Where-Object Phase -eq certs/ca | Select-Object -First 1", config).Single;

        Assert.Equal("certs/ca", first.Properties["Phase"].Value);
        Assert.True(File.Exists($"{_folder.Path}/pki/ca.crt"));
        Assert.False(File.Exists($"{_folder.Path}/pki/sa.pub"));
    }

    [Fact]
    public void Results_of_phases_before_one_that_fails_are_there()
    {
        var patches = _folder.Write("kube-scheduler+json.yaml", "- {op: remove, path: /nothing}\n");

        var outcome = session.Run(
            "Invoke-KubeadmPhase -Workflow Init -Phase control-plane/controller-manager, control-plane/scheduler -Patches $args[0] -DryRunPath $args[1] -KubernetesVersion v1.36.3", Path.GetDirectoryName(patches)!, $"{_folder.Path}/dry");

        Assert.Equal(["control-plane/controller-manager: Succeeded", "control-plane/scheduler: Failed"], outcome.Output.Select(result => $"{result}"));
        Assert.Equal("control-plane/scheduler: Failed", $"{((IEnumerable)Assert.Single(outcome.Errors).TargetObject).Cast<object>().Last()}");
    }

    [Fact]
    public void WhatIf_names_the_phases_of_a_pipeline_once()
    {
        var outcome = HostProcess.Run("-Command", $"Get-KubeadmPhase -Workflow Init control-plane* | Invoke-KubeadmPhase -WhatIf -Config '{WriteConfiguration()}'");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(3, WhatIfLines(outcome).Count());
    }

    [Fact]
    public void WhatIf_names_the_phases_of_a_pipeline()
    {
        var outcome = HostProcess.Run("-Command", $"Get-KubeadmPhase -Workflow Init control-plane/* | Invoke-KubeadmPhase -WhatIf -Config '{WriteConfiguration()}'");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Equal(
            ["n1: control-plane/apiserver", "n1: control-plane/controller-manager", "n1: control-plane/scheduler"],
            WhatIfLines(outcome).Select(line => line.Split('"')[^2]));
    }

    /// <summary>PowerShell's console shows warnings among them.</summary>
    private static IEnumerable<string> WhatIfLines(HostOutcome outcome) => outcome.Output.Split('\n').Where(line => line.StartsWith("What if: ", StringComparison.Ordinal));

    [Fact]
    public void Relative_paths_are_of_the_sessions_folder()
    {
        WriteConfiguration();

        session.Run("Push-Location $args[0]; try { Invoke-KubeadmPhase -Workflow Init -Phase certs/ca -Config ./kubeadm.yaml -DryRunPath dry } finally { Pop-Location }", _folder.Path).ThrowIfFailed();

        Assert.True(File.Exists(Path.Combine(_folder.Path, "dry/root/etc/kubernetes/pki/ca.crt")));
    }

    [Fact]
    public void Some_phases_of_a_group_are_left_out()
    {
        var results = session.Run(
            "Invoke-KubeadmPhase -Workflow Init -Phase control-plane -SkipPhase control-plane/apiserver, control-plane/scheduler -Config $args[0] -DryRunPath $args[1]", WriteConfiguration(), Path.Combine(_folder.Path, "dry")).ThrowIfFailed().Output;

        Assert.Equal(
            ["control-plane/apiserver", "control-plane/scheduler"],
            results.Where(result => result.Properties["Status"].Value.ToString() == "Skipped").Select(result => result.Properties["Phase"].Value));
    }

    [Theory]
    [InlineData("", "127.0.0.1:1", false)]
    [InlineData("-ApiServerEndpoint 127.0.0.1:2", "127.0.0.1:2", false)]
    [InlineData("-CertificateKey cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", "127.0.0.1:1", true)]
    public void Phases_of_join_take_where_and_how_from_the_pipeline_but_a_workers_key_only_when_it_is_typed(string typed, string endpoint, bool hasKey)
    {
        var info = $"[pscustomobject]@{{ ApiServerEndpoint = '127.0.0.1:1'; Token = '{Token}'; CaCertHashes = @('sha256:{new string('a', 64)}'); CertificateKey = '{new string('b', 64)}' }}";

        var outcome = session.Run($"{info} | Invoke-KubeadmPhase -Workflow Join -Phase kubelet-start -NodeName n1 -DryRunPath $args[0] {typed}", _folder.Path).ThrowIfFailed();

        Assert.Equal("kubelet-start", outcome.Value("Phase"));
        Assert.Equal(hasKey, outcome.Warnings.Any(warning => warning.Contains("the certificate key", StringComparison.Ordinal)));
        Assert.Contains($"server: https://{endpoint}\n", File.ReadAllText(Path.Combine(_folder.Path, "root/etc/kubernetes/bootstrap-kubelet.conf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-KubeadmPhase", "-Workflow", "Init", "-Phase", "addon/coredns", "-PrintManifest", "-Config", "CONFIG")]
    [InlineData("Invoke-KubeadmPhase", "-workflow:init", "-Phase", "addon/coredns", "-PrintManifest", "CONFIG")]
    public void A_shells_words_are_read_as_the_workflows_parameters(params string[] words)
    {
        var config = WriteConfiguration();

        var outcome = HostProcess.Run([.. words.Select(word => word == "CONFIG" ? config : word)]);

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        Assert.Contains("kind: Deployment", outcome.Output, StringComparison.Ordinal);
    }

    private static bool StandsFor(string flag, string parameter)
    {
        var words = string.Concat(flag.Split('-'));
        return parameter.Equals(words, StringComparison.OrdinalIgnoreCase) || (parameter + "s").Equals(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The parameters of a cmdlet's sets, those aside that all cmdlets have.</summary>
    private List<string> Own(string command, string set = "*") =>
        [.. session.Run($"({command}).ParameterSets.Where({{ $_.Name -like '{set}' }}).Parameters.Name | Select-Object -Unique").ThrowIfFailed().Output.Select(name => name.ToString()).Except(Cmdlet.CommonParameters).Except(Cmdlet.OptionalCommonParameters)];

    private List<string> Completions(string line) =>
        [.. session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).ThrowIfFailed().Output.Select(word => word.ToString())];

    private string WriteConfiguration() => _folder.Write("kubeadm.yaml", """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: InitConfiguration
        localAPIEndpoint: { advertiseAddress: 192.0.2.2 }
        nodeRegistration: { name: n1 }
        ---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.3
        ---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ResetConfiguration
        """);
}
