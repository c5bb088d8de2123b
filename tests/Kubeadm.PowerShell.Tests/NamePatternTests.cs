using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Names with wildcards, answers of one word, and features in hashtables.</summary>
[Collection(ModuleSuite.Name)]
public sealed class NamePatternTests(ModuleSession session) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Certificates_are_made_and_renewed_by_pattern()
    {
        session.Run("New-KubeCertificate -Name ca, front-proxy-* -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1", _folder.Path).ThrowIfFailed();

        var renewed = session.Run("(Update-KubeCertificate front-* -CertDir $args[0] 3>$null).Name", _folder.Path).ThrowIfFailed().Output;

        Assert.Equal(["front-proxy-client"], renewed.Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("New-KubeCertificate -Name nothing* -CertDir /nowhere/pki", "etcd-peer")]
    [InlineData("Update-KubeCertificate nothing* -CertDir /nowhere/pki", "etcd-peer")]
    [InlineData("New-KubeCertificateRequest nothing* -CertDir /nowhere/pki", "etcd-peer")]
    [InlineData("Initialize-KubeCluster -SkipPhase nothing/* -WhatIf", "addon/coredns")]
    [InlineData("Initialize-KubeCluster -IgnorePreflightError nothing* -WhatIf", "Swap")]
    [InlineData("Join-KubeNode -SkipPhase nothing/* -WhatIf", "control-plane-join")]
    [InlineData("Reset-KubeNode -SkipPhase nothing/* -WhatIf", "cleanup-node")]
    [InlineData("Invoke-KubeUpgrade -Node -SkipPhase nothing/* -WhatIf", "kubelet-config")]
    [InlineData("Invoke-KubeadmPhase -Workflow Init -Phase nothing* -WhatIf", "addon/coredns")]
    public void A_pattern_that_matches_nothing_is_an_error_that_lists_the_names(string script, string name)
    {
        var error = Assert.Single(session.Run(script).Errors);

        Assert.StartsWith("NothingMatches,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(name, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void On_kubeadms_command_line_nothing_is_a_pattern()
    {
        var outcome = HostProcess.Run("init", "phase", "certs", "ca", "--config", "/nowhere/*.yaml");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.DoesNotContain("No file matches", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Phases_that_match_nothing_are_an_error_with_those_there_are()
    {
        var error = Assert.Single(session.Run("Get-KubeadmPhase nothing*").Errors);

        Assert.Contains("addon/coredns", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-KubeadmConfig -Content \"apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nkubernetesVersion: v1.36.3\" -Quiet", true)]
    [InlineData("Test-KubeadmConfig -Content \"apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nnothing: 1\" -Quiet", false)]
    [InlineData("Test-KubeNode -Quiet -IgnorePreflightError all -KubernetesVersion v1.36.3 -CriSocket unix:///nowhere.sock", true)]
    [InlineData("Test-KubeNode -Quiet -KubernetesVersion v1.36.3 -CriSocket unix:///nowhere.sock", false)]
    public void A_test_answers_with_one_word(string script, bool expected) => Assert.Equal(expected, session.Run(script).Single.BaseObject);

    [Theory]
    [InlineData("@{ PublicKeysECDSA = $true; RootlessControlPlane = $false }")]
    [InlineData("'PublicKeysECDSA=true'")]
    public void Features_are_text_or_hashtables(string features)
    {
        session.Run($"New-KubeCertificate -Name ca -CertDir $args[0] -KubernetesVersion v1.36.3 -NodeName n1 -FeatureGate {features}", _folder.Path).ThrowIfFailed();

        Assert.Contains("BEGIN EC PRIVATE KEY", File.ReadAllText(Path.Combine(_folder.Path, "ca.key")), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_look_at_is_not_all_is_well()
    {
        var outcome = session.Run("Get-KubeCertificate apiserver -CertDir $args[0] -ExpiringWithin 30d", _folder.Path);

        Assert.Empty(outcome.Output);
        Assert.Equal(ErrorCategory.ObjectNotFound, Assert.Single(outcome.Errors).CategoryInfo.Category);
    }
}
