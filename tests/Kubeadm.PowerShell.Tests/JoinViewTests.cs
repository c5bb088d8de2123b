namespace Kubeadm.PowerShell.Tests;

/// <summary>What people see of tokens, of how to join, and of a node that joined: no secret, and no line that is too long.</summary>
public sealed class JoinViewTests : IDisposable
{
    private const int Columns = 100;
    private const string Token = "abcdef.0123456789abcdef";
    private readonly SecretServer _server = new();

    public JoinViewTests() => _server.Add(Token, DateTimeOffset.UtcNow.AddHours(23.5), "What a token that was made for a test with a long description is for");

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Tokens_are_a_table_without_their_secrets()
    {
        var text = Show("Get-KubeToken", "-Kubeconfig", _server.Kubeconfig);

        Assert.Contains("abcdef.****      23 h ", text, StringComparison.Ordinal);
        Assert.Contains("authentication,signing What a token that was", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_never_ends_and_one_that_has_say_so()
    {
        _server.Add("aaaaaa.0123456789abcdef");
        _server.Add("bbbbbb.0123456789abcdef", DateTimeOffset.UtcNow.AddDays(-1));

        var text = Show("Get-KubeToken", "-Kubeconfig", _server.Kubeconfig);

        Assert.Matches(@"aaaaaa\.\*+ +never ", text);
        Assert.Matches(@"bbbbbb\.\*+ +ended ", text);
    }

    [Fact]
    public void How_to_join_is_shown_without_token_and_key()
    {
        var text = Show("New-KubeJoinInfo", "-Token", "abcdef", "-CertificateKey", new string('c', 64), "-Kubeconfig", _server.Kubeconfig);

        Assert.Contains("abcdef.****************", text, StringComparison.Ordinal);
        Assert.Contains(_server.CaCertHash, text, StringComparison.Ordinal);
        Assert.DoesNotContain("cccc", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_tells_its_role_and_where_a_dry_run_left_its_files()
    {
        using var folder = new TemporaryFolder();

        var text = Show("Join-KubeNode", "127.0.0.1:1", "-Token", Token, "-DiscoveryTokenUnsafeSkipCaVerification", "-NodeName", "n1", "-IgnorePreflightError", "all", "-DryRunPath", folder.Path);

        Assert.Matches(@"Role +: worker", text);
        Assert.Contains(folder.Path, text, StringComparison.Ordinal);
    }

    private static string Show(params string[] words)
    {
        var outcome = HostProcess.Run(words);
        Assert.Equal((0, 0), (outcome.ExitCode, outcome.Output.Split('\n').Count(line => line.Length > Columns)));
        Assert.DoesNotContain("0123456789abcdef", outcome.Output, StringComparison.Ordinal);
        return outcome.Output;
    }
}
