using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class CommandTests(ModuleSession session)
{
    [Theory]
    [InlineData("Initialize-KubeCluster -SkipPhase addon/c", "addon/coredns")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase certs/etcd-h", "certs/etcd-healthcheck-client")]
    [InlineData("Invoke-KubeadmPhase -Workflow Reset -Phase cl", "cleanup-node")]
    [InlineData("Reset-KubeNode -SkipPhase rem", "remove-etcd-member")]
    [InlineData("New-KubeCertificate -Name front-proxy-c", "front-proxy-ca")]
    [InlineData("Get-KubeImage -KubernetesVersion v1.35", "v1.35.6")]
    [InlineData("Initialize-KubeCluster -IgnorePreflightError Sw", "Swap")]
    [InlineData("Initialize-KubeCluster -FeatureGate Root", "RootlessControlPlane=true")]
    [InlineData("New-KubeadmConfig -Kind U", "Upgrade")]
    [InlineData("New-KubeadmConfig -ComponentConfig KubeP", "KubeProxyConfiguration")]
    [InlineData("Test-KubePatch -Target kube-s", "kube-scheduler")]
    public void Known_values_are_completed(string line, string expected)
    {
        var completions = session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).ThrowIfFailed();

        Assert.Contains(expected, completions.Output.Select(o => o.ToString()));
    }

    [Theory]
    [InlineData("Reset-KubeNode -SkipPhase ", "certs/ca")]
    [InlineData("Initialize-KubeCluster -SkipPhase ", "cleanup-node")]
    [InlineData("Get-KubeadmPhase -Workflow Reset -Phase ", "certs/ca")]
    public void Phases_of_other_workflows_are_not_offered(string line, string other)
    {
        var completions = session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).ThrowIfFailed();

        Assert.Contains("preflight", completions.Output.Select(o => o.ToString()));
        Assert.DoesNotContain(other, completions.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void A_pull_policy_that_there_is_not_is_refused_with_those_there_are()
    {
        var error = Assert.Single(session.Run("Request-KubeImage -Policy Sometimes").Errors);

        Assert.StartsWith("ParameterArgumentValidationError,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("IfNotPresent,Always", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_that_ends_without_a_word_is_no_error()
    {
        var outcome = session.Run("Request-KubeImage -KubernetesVersion v1.36.3 -CriSocket unix:///nowhere.sock -WhatIf").ThrowIfFailed();

        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void An_invalid_configuration_is_an_error_with_a_stable_id_and_a_target()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking:\n  serviceSubnet: nonsense\n");

        var error = Assert.Single(session.Run("Initialize-KubeCluster -DryRun -Config $args[0]", file).Errors);

        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("serviceSubnet", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_that_is_not_there_is_an_error_and_the_others_are_listed()
    {
        var outcome = session.Run("'preflight', 'nonsense', 'etcd/local' | Get-KubeadmPhase");

        Assert.Equal(["preflight", "etcd/local"], outcome.Output.Select(o => o.Properties["Name"].Value));
        Assert.StartsWith("PhaseNotFound,", Assert.Single(outcome.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_key_is_32_random_bytes()
    {
        var keys = session.Run("New-KubeCertificateKey; New-KubeCertificateKey").ThrowIfFailed().Output.Select(o => (string)o.BaseObject).ToList();

        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
        Assert.NotEqual(keys[0], keys[1]);
    }
}
