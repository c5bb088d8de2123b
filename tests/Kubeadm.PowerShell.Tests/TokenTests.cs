using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

[Collection(ModuleSuite.Name)]
public sealed class TokenTests(ModuleSession session) : IDisposable
{
    private const string Token = "abcdef.0123456789abcdef";
    private const string Other = "fedcba.0123456789abcdef";
    private readonly SecretServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void A_token_is_made_as_it_was_asked_for()
    {
        var made = Run("New-KubeToken -Token abcdef.0123456789abcdef -Ttl 2h -Usage signing, authentication -Group system:bootstrappers:racks -Description 'rack 12'").Single;

        Assert.Equal(("abcdef", Token), (made.Properties["Id"].Value, made.SecretOf("Token")));
        Assert.InRange((TimeSpan)made.Properties["TimeLeft"].Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        Assert.Equal(("rack 12", "true", "system:bootstrappers:racks"), (_server.Field("abcdef", "description"), _server.Field("abcdef", "usage-bootstrap-signing"), _server.Field("abcdef", "auth-extra-groups")));
    }

    [Fact]
    public void Several_random_tokens_are_made_at_once()
    {
        var ids = Run("(New-KubeToken -Count 3).Id").ThrowIfFailed().Output.Select(o => o.ToString()).ToList();

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids.Order(), _server.TokenIds);
    }

    [Fact]
    public void A_token_for_ever_has_no_end()
    {
        Run("New-KubeToken -Token abcdef.0123456789abcdef -Ttl 0").ThrowIfFailed();

        Assert.Null(_server.Field("abcdef", "expiration"));
    }

    [Fact]
    public void The_tokens_of_a_file_are_made()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("init.yaml", "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- token: abcdef.0123456789abcdef\n- token: fedcba.0123456789abcdef\n  ttl: 1h0m0s\n");

        Run($"New-KubeToken -Config '{file}'").ThrowIfFailed();

        Assert.Equal(["abcdef", "fedcba"], _server.TokenIds);
    }

    [Fact]
    public void A_remedy_speaks_of_cmdlets_and_of_no_flag()
    {
        var error = Assert.Single(Run("New-KubeToken -Token abcdef.0123").Errors);

        Assert.Contains("New-KubeToken -GenerateOnly", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain("--", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-KubeToken -Token abcdef.0123", "InvalidToken", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeToken -Usage nonsense", "InvalidConfiguration", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeToken -Group nonsense", "InvalidConfiguration", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeToken -Ttl -1h", "InvalidConfiguration", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeToken -Token abcdef.0123456789abcdef -Count 2", "InvalidConfiguration", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeToken -Token abcdef.0123456789abcdef, abcdef.0123456789abcdeg", "TokenExists", ErrorCategory.ResourceExists)]
    [InlineData("New-KubeJoinInfo -Token abcdef", "TokenNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("New-KubeJoinInfo -CertificateKey 00ff", "InvalidCertificateKey", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeJoinInfo -Ttl -1h", "InvalidConfiguration", ErrorCategory.InvalidArgument)]
    [InlineData("New-KubeJoinInfo -Token abcdef -Ttl 1h", "AmbiguousParameterSet", ErrorCategory.InvalidArgument)]
    public void What_is_wrong_is_an_error_and_no_token_is_made(string line, string id, ErrorCategory category)
    {
        var error = Assert.Single(Run(line).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.DoesNotContain("0123", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_server.TokenIds);
    }

    [Fact]
    public void Of_several_tokens_none_is_made_when_one_is_there()
    {
        _server.Add(Other);

        Assert.StartsWith("TokenExists,", Assert.Single(Run($"New-KubeToken {Token}, {Other}").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["fedcba"], _server.TokenIds);
    }

    [Theory]
    [InlineData("New-KubeToken -WhatIf")]
    [InlineData("New-KubeToken -DryRun")]
    [InlineData("New-KubeJoinInfo -WhatIf")]
    [InlineData("New-KubeJoinInfo -DryRun")]
    [InlineData("Get-KubeJoinInfo -WhatIf")]
    [InlineData("New-KubeToken -DryRun | New-KubeJoinInfo -DryRun")]
    public void Nothing_is_made_when_it_is_only_asked_what_would_be(string line)
    {
        Run(line).ThrowIfFailed();

        Assert.Empty(_server.TokenIds);
    }

    [Theory]
    [InlineData("Remove-KubeToken abcdef -WhatIf")]
    [InlineData("Remove-KubeToken abcdef -DryRun")]
    public void Nothing_is_removed_when_it_is_only_asked_what_would_be(string line)
    {
        _server.Add(Token);

        Run(line).ThrowIfFailed();

        Assert.Equal(["abcdef"], _server.TokenIds);
    }

    [Fact]
    public void A_dry_run_says_what_would_be_written_and_shows_no_secret()
    {
        var outcome = Run($"New-KubeToken {Token} -DryRun -Verbose").ThrowIfFailed();

        Assert.Contains("[dryrun] Resource name \"bootstrap-token-abcdef\", namespace \"kube-system\"", outcome.Information);
        Assert.DoesNotContain(outcome.Information.Concat(outcome.Verbose), line => line.Contains("0123456789abcdef", StringComparison.Ordinal));
    }

    [Fact]
    public void Tokens_are_made_up_without_a_cluster()
    {
        var tokens = session.Run("(New-KubeToken -GenerateOnly -Count 2 -Kubeconfig /nowhere -AsPlainText).Token").ThrowIfFailed().Output.Select(o => o.ToString()).ToList();

        Assert.Equal(2, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Matches("^[a-z0-9]{6}\\.[a-z0-9]{16}$", token));
    }

    [Fact]
    public void Tokens_are_found_by_identifier_pattern_and_end()
    {
        _server.Add(Token);
        _server.Add(Other, DateTimeOffset.UtcNow.AddHours(-1));

        Assert.Equal("abcdef", Run("(Get-KubeToken abc*).Id").Single.ToString());
        Assert.Equal("fedcba", Run("(Get-KubeToken -Expired).Id").Single.ToString());
        Assert.Equal(2, Run("Get-KubeToken").ThrowIfFailed().Output.Count);
        Assert.StartsWith("TokenNotFound,", Assert.Single(Run("Get-KubeToken zzzzzz").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Run("Get-KubeToken zzz*").ThrowIfFailed().Output);
    }

    [Fact]
    public void A_token_has_kubeadms_fields()
    {
        _server.Add(Token, new DateTimeOffset(2126, 1, 2, 3, 4, 5, TimeSpan.Zero), "for a test");

        var token = Run("Get-KubeToken").Single;

        Assert.Equal((Token, "for a test", new DateTime(2126, 1, 2, 3, 4, 5, DateTimeKind.Utc)), (token.SecretOf("Token"), token.Properties["Description"].Value, token.Properties["Expires"].Value));
        Assert.Equal(["authentication", "signing"], (IReadOnlyList<string>)token.Properties["Usages"].Value);
        Assert.Equal(["system:bootstrappers:kubeadm:default-node-token"], (IReadOnlyList<string>)token.Properties["Groups"].Value);
    }

    [Theory]
    [InlineData("Get-KubeToken abcdef | Remove-KubeToken")]
    [InlineData("[pscustomobject]@{ Id = 'abcdef'; Token = 'abcdef.0123456789abcdef'; Usages = @('signing') } | Remove-KubeToken")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-KubeToken abcdef))) | Remove-KubeToken")]
    [InlineData("'abcdef' | Remove-KubeToken")]
    [InlineData("Remove-KubeToken -Token abcdef.0123456789abcdef")]
    public void Tokens_are_removed_by_object_identifier_or_token(string line)
    {
        _server.Add(Token);
        _server.Add(Other);

        Assert.Equal("Delete", Run(line).Single.Properties["Action"].Value.ToString());
        Assert.Equal(["fedcba"], _server.TokenIds);
    }

    [Fact]
    public void A_token_that_is_not_there_is_an_error_and_the_others_are_removed()
    {
        _server.Add(Token);

        var outcome = Run("Remove-KubeToken zzzzzz, nonsense, abcdef");

        Assert.Equal([ErrorCategory.ObjectNotFound, ErrorCategory.InvalidArgument], outcome.Errors.Select(e => e.CategoryInfo.Category));
        Assert.Empty(_server.TokenIds);
    }

    [Fact]
    public void Join_info_makes_a_token_or_takes_one()
    {
        _server.Add(Token);

        var made = Run("New-KubeJoinInfo").Single;
        var taken = Run("New-KubeJoinInfo -Token abcdef -CertificateKey ('ab' * 32)");

        Assert.Equal(2, _server.TokenIds.Count);
        Assert.Equal((_server.Endpoint, $"kubeadm join http://{_server.Endpoint} --token {made.SecretOf("Token")} --discovery-token-ca-cert-hash {_server.CaCertHash}"), (Host(made), session.Run("$args[0].Command", made).Single.BaseObject));
        Assert.Empty(session.Run("$args[0].ControlPlaneCommand", made).Output);
        Assert.EndsWith("--control-plane --certificate-key " + string.Concat(Enumerable.Repeat("ab", 32)), (string)session.Run("$args[0].ControlPlaneCommand", taken.Single).Single.BaseObject, StringComparison.Ordinal);
        Assert.Contains(taken.Warnings, warning => warning.StartsWith("no certificates are uploaded", StringComparison.Ordinal));
    }

    [Fact]
    public void The_token_of_join_info_lives_as_long_as_was_asked()
    {
        var made = Run("New-KubeJoinInfo -Ttl 2h -Description 'rack 12'").Single;
        var token = Run("Get-KubeToken").Single;

        var lives = (DateTime)made.Properties["Expires"].Value - DateTime.UtcNow;
        Assert.InRange(lives, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        Assert.Equal("rack 12", token.Properties["Description"].Value);
    }

    [Fact]
    public void A_token_that_has_ended_joins_no_node()
    {
        _server.Add(Token, DateTimeOffset.UtcNow.AddMinutes(-1));

        Assert.StartsWith("TokenExpired,", Assert.Single(Run("New-KubeJoinInfo -Token abcdef").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_is_not_for_joining_is_told_of()
    {
        _server.Add(Token, forJoining: false);

        Assert.Contains(Run("New-KubeJoinInfo -Token abcdef").ThrowIfFailed().Warnings, warning => warning.Contains("usages", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kubeconfig_that_is_not_there_is_an_error()
    {
        var error = Assert.Single(session.Run("Get-KubeToken -Kubeconfig /nowhere/config").Errors);

        Assert.StartsWith("KubeconfigNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("/nowhere/config", error.TargetObject);
    }

    [Fact]
    public void Identifiers_are_completed_from_the_cluster()
    {
        _server.Add(Token);
        _server.Add(Other);
        var line = $"Remove-KubeToken -Kubeconfig {_server.Kubeconfig} -Id ab";

        var words = session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).ThrowIfFailed();

        Assert.Equal("abcdef", words.Single.ToString());
    }

    [Fact]
    public void Nothing_is_completed_where_there_is_no_cluster()
    {
        const string line = "Remove-KubeToken -Kubeconfig /nowhere/config -Id ab";

        Assert.DoesNotContain("abcdef", session.Run("(TabExpansion2 $args[0] $args[0].Length).CompletionMatches.CompletionText", line).Output.Select(o => o?.ToString()));
    }

    private static string Host(PSObject join) => ((string)join.Properties["ApiServerEndpoint"].Value).Replace("http://", "", StringComparison.Ordinal);

    private RunOutcome Run(string line) => session.Run($"$PSDefaultParameterValues = @{{ '*-Kube*:Kubeconfig' = $args[0] }}; try {{ {line} }} finally {{ $PSDefaultParameterValues.Clear() }}", _server.Kubeconfig);
}
