using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class JoinTests(ModuleSession session)
{
    private const string Token = "abcdef.0123456789abcdef";
    private const string Dry = "-DryRunPath $args[0] -NodeName n1 -IgnorePreflightError all";
    private const string Hash = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Key = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private static readonly string Info = $"[pscustomobject]@{{ ApiServerEndpoint = '127.0.0.1:1'; Token = '{Token}'; CaCertHashes = @('{Hash}'); CertificateKey = '{Key}'; Command = 'kubeadm join' }}";

    [Fact]
    public void A_worker_is_an_object_with_what_was_done_and_the_files_are_laid_down()
    {
        using var folder = new TemporaryFolder();

        var node = session.Run($"Join-KubeNode 127.0.0.1:1 -Token {Token} -DiscoveryTokenCaCertHash {Hash} {Dry}", folder.Path).Single;

        Assert.Equal(("n1", false, true, folder.Path), (node.Properties["Name"].Value, node.Properties["IsControlPlane"].Value, node.Properties["DryRun"].Value, node.Properties["DryRunPath"].Value));
        var phases = ((IEnumerable<object>)node.Properties["Phases"].Value).Select(p => PSObject.AsPSObject(p)).ToDictionary(p => (string)p.Properties["Phase"].Value, p => p.Properties["Status"].Value.ToString());
        Assert.Equal(("Succeeded", "Skipped"), (phases["kubelet-start"], phases["control-plane-prepare/certs"]));
        AssertJoins(folder);
    }

    [Theory]
    [InlineData("INFO | Join-KubeNode")]
    [InlineData("[pscustomobject]@{ Name = 'c'; NodeName = 'other'; CaCertHash = 'x'; Join = INFO } | Join-KubeNode")]
    [InlineData("Join-KubeNode -JoinInfo (INFO)")]
    [InlineData("Join-KubeNode -JoinInfo ([pscustomobject]@{ Join = INFO })")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((INFO))) | Join-KubeNode")]
    [InlineData("[pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = 'abcdef.0123456789abcdef' } | Join-KubeNode -DiscoveryTokenUnsafeSkipCaVerification")]
    [InlineData("[pscustomobject]@{ Join = [pscustomobject]@{ ApiServerEndpoint = '192.0.2.1:1'; Token = 'zzzzzz.0123456789abcdef' } } | Join-KubeNode 127.0.0.1:1 -Token abcdef.0123456789abcdef -DiscoveryTokenUnsafeSkipCaVerification")]
    public void Where_and_how_comes_from_the_pipeline_and_what_is_typed_goes_first(string line)
    {
        using var folder = new TemporaryFolder();

        var outcome = session.Run($"{line.Replace("INFO", Info, StringComparison.Ordinal)} {Dry}", folder.Path).ThrowIfFailed();

        Assert.Equal(false, outcome.Single.Properties["IsControlPlane"].Value);
        Assert.DoesNotContain(outcome.Warnings, warning => warning.Contains("certificate-key", StringComparison.Ordinal));
        AssertJoins(folder);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ NodeName = 'n1' } | Join-KubeNode -JoinInfo (INFO)", "n1")]
    [InlineData("[pscustomobject]@{ NodeName = 'n1' } | Join-KubeNode -JoinInfo ([pscustomobject]@{ Join = INFO; NodeName = 'cp' })", "n1")]
    [InlineData("[pscustomobject]@{ Join = INFO; NodeName = 'cp' } | Join-KubeNode -NodeName n2", "n2")]
    [InlineData("[pscustomobject]@{ Join = INFO; NodeName = 'cp' } | Join-KubeNode", null)]
    public void A_name_from_the_pipeline_is_that_of_the_node_unless_it_is_of_the_one_that_init_made(string line, string? expected)
    {
        using var folder = new TemporaryFolder();

        var node = session.Run($"{line.Replace("INFO", Info, StringComparison.Ordinal)} -DryRunPath $args[0] -IgnorePreflightError all", folder.Path).ThrowIfFailed().Single;

        Assert.Equal(expected ?? Environment.MachineName.ToLowerInvariant(), node.Properties["Name"].Value);
    }

    [Theory]
    [InlineData("$c")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c))")]
    [InlineData("$c.Join")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($c.Join))")]
    public void The_object_of_init_tells_how_to_join_also_after_remoting(string input)
    {
        using var init = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        const string made = "$c = Initialize-KubeCluster -DryRunPath $args[1] -KubernetesVersion v1.36.3 -NodeName cp -ApiServerAdvertiseAddress 192.0.2.2 -ControlPlaneEndpoint 127.0.0.1:1 -IgnorePreflightError all -Token abcdef.0123456789abcdef";

        session.Run($"{made}; {input} | Join-KubeNode {Dry}", folder.Path, init.Path).ThrowIfFailed();

        AssertJoins(folder);
    }

    [Fact]
    public void A_control_plane_takes_the_certificate_key_of_the_object()
    {
        using var folder = new TemporaryFolder();
        var withoutKey = Info.Replace($"CertificateKey = '{Key}'", "CertificateKey = 'nonsense'", StringComparison.Ordinal);

        // A key that cannot be one tells that it was taken.
        var refused = session.Run($"{withoutKey} | Join-KubeNode -ControlPlane -ApiServerAdvertiseAddress 192.0.2.2 {Dry}", folder.Path);

        var error = Assert.Single(refused.Errors);
        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("certificateKey", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Join-KubeNode 127.0.0.1:1 -Token nonsense -DiscoveryTokenUnsafeSkipCaVerification", "InvalidConfiguration", "token")]
    [InlineData("Join-KubeNode 127.0.0.1:1 -Token abcdef.0123456789abcdef", "InvalidConfiguration", "caCertHashes")]
    [InlineData("Join-KubeNode", "InvalidConfiguration", "discovery")]
    [InlineData("Join-KubeNode 127.0.0.1:1 -Token abcdef.0123456789abcdef -DiscoveryTokenCaCertHash sha256:aa", "InvalidPublicKeyPin", "sha256:aa")]
    [InlineData("Join-KubeNode 127.0.0.1:1 -Token abcdef.0123456789abcdef -DiscoveryTokenUnsafeSkipCaVerification -SkipPhase nonsense", "InvalidPhase", "nonsense")]
    [InlineData("Invoke-KubeadmPhase -Workflow Join -Phase certs/ca", "InvalidPhase", "certs/ca")]
    [InlineData("[pscustomobject]@{ Join = $null } | Join-KubeNode", "InvalidJoinInfo", "Join")]
    [InlineData("[pscustomobject]@{ Join = 'Kubeadm.KubeJoinInfo' } | Join-KubeNode", "InvalidJoinInfo", "Join")]
    [InlineData("Join-KubeNode -Config /nowhere/join.yaml", "FileNotFound", "/nowhere/join.yaml")]
    public void What_is_wrong_is_an_error_and_nothing_is_written(string line, string id, string part)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Single(session.Run($"{line} -DryRunPath $args[0]", folder.Path).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void WhatIf_reads_the_configuration_and_does_nothing()
    {
        using var folder = new TemporaryFolder();

        var outcome = session.Run($"{Info} | Join-KubeNode -WhatIf {Dry}", folder.Path).ThrowIfFailed();

        Assert.Empty(outcome.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.NotEmpty(session.Run("Join-KubeNode -WhatIf").Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIf_names_each_phase_that_would_run(bool controlPlane)
    {
        string[] role = controlPlane ? ["-ControlPlane", "-ApiServerAdvertiseAddress", "192.0.2.2"] : [];

        var outcome = HostProcess.Run(["Join-KubeNode", "127.0.0.1:1", "-Token", Token, "-DiscoveryTokenUnsafeSkipCaVerification", "-SkipPhase", "kubelet-wait-bootstrap", "-WhatIf", .. role]);

        var told = outcome.Output + outcome.Error;
        Assert.Contains(": kubelet-start\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain(": kubelet-wait-bootstrap\"", told, StringComparison.Ordinal);
        Assert.Equal(controlPlane, told.Contains(": control-plane-prepare/certs\"", StringComparison.Ordinal));
        Assert.Equal(controlPlane, told.Contains(": etcd-join\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Phases_are_listed_in_kubeadms_order_and_completed()
    {
        var names = session.Run("(Get-KubeadmPhase -Workflow Join).Name").ThrowIfFailed().Output.Select(o => o.ToString());

        Assert.Equal(
            [
                "preflight", "control-plane-prepare", "control-plane-prepare/download-certs", "control-plane-prepare/certs", "control-plane-prepare/kubeconfig",
                "control-plane-prepare/control-plane", "kubelet-start", "etcd-join", "kubelet-wait-bootstrap", "control-plane-join",
                "control-plane-join/mark-control-plane", "wait-control-plane",
            ],
            names);
        var words = session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", "Join-KubeNode -SkipPhase kubelet-w").ThrowIfFailed();
        Assert.Equal("kubelet-wait-bootstrap", words.Single.ToString());
    }

    [Fact]
    public void A_single_phase_is_run()
    {
        using var folder = new TemporaryFolder();

        var result = session.Run($"Invoke-KubeadmPhase -Workflow Join -Phase kubelet-start -ApiServerEndpoint 127.0.0.1:1 -Token {Token} -DiscoveryTokenCaCertHash {Hash} {Dry}", folder.Path).Single;

        Assert.Equal(("kubelet-start", "Join"), (result.Properties["Phase"].Value, result.Properties["Workflow"].Value.ToString()));
        AssertJoins(folder);
    }

    [Fact]
    public void A_machine_is_checked_for_joining_without_knowing_a_cluster()
    {
        var names = session.Run("(Test-KubeNode -Workflow Join -CriSocket unix:///nowhere.sock).Name").ThrowIfFailed().Output.Select(o => o.ToString()).ToList();

        Assert.Contains("FileAvailable--etc-kubernetes-kubelet.conf", names);
        Assert.DoesNotContain("Port-6443", names);
    }

    /// <summary>The kubelet's first credentials say which cluster and which token were taken.</summary>
    private static void AssertJoins(TemporaryFolder folder)
    {
        var kubeconfig = File.ReadAllText(Path.Combine(folder.Path, "root/etc/kubernetes/bootstrap-kubelet.conf"));

        Assert.Contains("server: https://127.0.0.1:1\n", kubeconfig, StringComparison.Ordinal);
        Assert.Contains($"token: {Token}\n", kubeconfig, StringComparison.Ordinal);
    }
}
