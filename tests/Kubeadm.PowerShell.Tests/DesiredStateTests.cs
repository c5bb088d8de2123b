namespace Kubeadm.PowerShell.Tests;

/// <summary>Invoke-KubeDscResource: how wanted states are given and what comes back. What the resources do is tested in the engine.</summary>
[Collection(ModuleSuite.Name)]
public sealed class DesiredStateTests(ModuleSession session) : IDisposable
{
    private readonly SecretServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_token_is_wanted_made_kept_found_and_removed()
    {
        var state = $"@{{ Token = 'abcdef.0123456789abcdef'; Ttl = '2h'; Description = 'rack 12'; Kubeconfig = '{_server.Kubeconfig}' }}";

        Assert.Equal(["False", "Exist"], Texts(Run($"$r = Invoke-KubeDscResource KubeToken Test {state}; $r.InDesiredState; $r.Differences")));
        Assert.Equal(["Create bootstrap token abcdef"], Texts(Run($"(Invoke-KubeDscResource KubeToken WhatIf {state}).Changes")));
        Assert.Empty(_server.TokenIds);
        Assert.Equal(["Create bootstrap token abcdef"], Texts(Run($"(Invoke-KubeDscResource KubeToken Set {state}).Changes")));
        Assert.Equal(["abcdef"], _server.TokenIds);
        Assert.Equal(["True", "0"], Texts(Run($"$r = Invoke-KubeDscResource KubeToken Set {state}; $r.InDesiredState; $r.Changes.Count")));
        Assert.Equal(["True"], Texts(Run($"Invoke-KubeDscResource KubeToken Export @{{ Kubeconfig = '{_server.Kubeconfig}' }} | Invoke-KubeDscResource KubeToken Test | ForEach-Object InDesiredState")));
        Run($"Invoke-KubeDscResource KubeToken Set @{{ TokenId = 'abcdef'; _exist = $false; Kubeconfig = '{_server.Kubeconfig}' }}").ThrowIfFailed();
        Assert.Empty(_server.TokenIds);
    }

    [Fact]
    public void WhatIf_and_a_refused_question_change_nothing()
    {
        var state = $"@{{ Token = 'abcdef.0123456789abcdef'; Kubeconfig = '{_server.Kubeconfig}' }}";

        Assert.Empty(Run($"Invoke-KubeDscResource KubeToken Set {state} -WhatIf").ThrowIfFailed().Output);

        Assert.Empty(_server.TokenIds);
    }

    [Theory]
    [InlineData("'abcdef.0123456789abcdef'")]
    [InlineData("(ConvertTo-SecureString 'abcdef.0123456789abcdef' -AsPlainText -Force)")]
    [InlineData("@{ secureString = 'abcdef.0123456789abcdef' }")]
    [InlineData("[pscustomobject]@{ secureString = 'abcdef.0123456789abcdef' }")]
    [InlineData("[pscredential]::new('abcdef', (ConvertTo-SecureString 'abcdef.0123456789abcdef' -AsPlainText -Force))")]
    public void A_secret_is_given_as_text_as_a_SecureString_as_DSC_gives_it_and_in_a_credential(string secret)
    {
        Run($"Invoke-KubeDscResource KubeToken Set ([ordered]@{{ tokenid = 'abcdef'; token = {secret}; kubeconfig = '{_server.Kubeconfig}' }})").ThrowIfFailed();

        Assert.Equal("0123456789abcdef", _server.Field("abcdef", "token-secret"));
    }

    [Fact]
    public void Relative_paths_are_below_the_location_and_documents_are_objects_or_text()
    {
        var result = Run(
            $"Set-Location '{_folder.Path}'; Invoke-KubeDscResource KubeadmConfig Set @{{ Path = 'k.yaml'; Documents = @{{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration'; kubernetesVersion = 'v1.36.3' }}, (New-KubeadmConfig Reset), \"apiVersion: kubeadm.k8s.io/v1beta4`nkind: InitConfiguration`n\" }} | ForEach-Object {{ $_.Id; $_.State.Kinds }}");

        Assert.Equal([Path.Combine(_folder.Path, "k.yaml"), "ClusterConfiguration", "ResetConfiguration", "InitConfiguration"], Texts(result));
    }

    [Theory]
    [InlineData("KubeTokn Get", "UnknownResource")]
    [InlineData("KubeToken Get @{ TokenIdd = 'a' }", "UnknownProperty")]
    [InlineData("KubeToken Get @{ Token = 1, 2 }", "InvalidProperty")]
    [InlineData("KubeToken Set @{ TokenId = 'abcdef'; Description = @{ a = 1 } }", "InvalidProperty")]
    [InlineData("KubeToken Set @{ TokenId = 'abcdef'; Usages = 'signing', $null }", "InvalidProperty")]
    [InlineData("KubeadmConfig Get @{ Path = 'a', 'b' }", "InvalidProperty")]
    [InlineData("KubeadmConfig Set @{ Path = 'a'; Documents = @($null) }", "InvalidProperty")]
    [InlineData("KubeCertificate Get @{ Name = 'ca', 'sa' }", "InvalidProperty")]
    [InlineData("KubeToken Get 7", "InvalidProperty")]
    [InlineData("KubeCertificate Set @{ Name = 'ca'; Restart = 'perhaps' }", "InvalidProperty")]
    [InlineData("KubeadmConfig Get @{ Path = '' }", "PropertyMissing")]
    [InlineData("KubeControlPlane Test @{ KubernetesVersion = 'latest' }", "InvalidProperty")]
    public void What_is_no_state_is_refused_with_what_it_can_be(string line, string errorId)
    {
        var error = Assert.Single(Run($"Invoke-KubeDscResource {line}").Errors);

        Assert.StartsWith($"{errorId},", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Names_are_completed()
    {
        var words = Texts(Run("(TabExpansion2 'Invoke-KubeDscResource Kube' 27).CompletionMatches.CompletionText"));

        Assert.Equal(["KubeadmConfig", "KubeCertificate", "KubeControlPlane", "KubeNode", "KubeToken"], words);
    }

    private RunOutcome Run(string script) => session.Run(script);

    private static IEnumerable<string> Texts(RunOutcome outcome) => outcome.ThrowIfFailed().Output.Select(value => $"{value}");
}
