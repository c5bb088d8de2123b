using System.Text.RegularExpressions;

namespace Kubeadm.PowerShell.Tests;

/// <summary>The commands <c>token …</c> of kubeadm's own command line, beside what kubeadm v1.36.3 was recorded to print.</summary>
public sealed partial class KubeadmTokenLineTests : IDisposable
{
    private const string Token = "abcdef.0123456789abcdef";
    private const string CertificatesToken = "xoyjh7.t36wti9hvvnzd6iq";
    private readonly SecretServer _server = new();

    public void Dispose() => _server.Dispose();

    [SkippableFact]
    public void A_list_as_JSON_is_kubeadms_byte_for_byte()
    {
        AddRecorded(new DateTimeOffset(2026, 11, 24, 1, 27, 50, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 3, 27, 50, TimeSpan.Zero));

        Assert.Equal(File.ReadAllText(Places.Reference("live", "token-list.out")), Run("token", "list", "-o", "json").Output);
    }

    [SkippableFact]
    public void A_list_as_text_is_kubeadms_but_for_the_times()
    {
        var now = DateTimeOffset.UtcNow;
        AddRecorded(now.AddHours(23.5), now.AddHours(1.5));

        var expected = Times().Replace(File.ReadAllText(Places.Reference("live", "token-list-text.out")), "TIME");
        Assert.Equal(expected, Times().Replace(Run("token", "list").Output, "TIME"));
    }

    [Fact]
    public void A_list_as_YAML_has_one_document_a_token()
    {
        AddRecorded(DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow.AddHours(1));

        var documents = Run("token", "list", "-o", "yaml").Output.Split("---\n");

        Assert.Equal(2, documents.Length);
        Assert.All(documents, document => Assert.StartsWith("apiVersion: output.kubeadm.k8s.io/v1alpha3\n", document, StringComparison.Ordinal));
        Assert.Contains("description: Proxy for managing TTL for the kubeadm-certs secret\n", documents[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("5", false)]
    [InlineData("6", true)]
    public void Requests_are_shown_from_the_level_on_that_kubeadm_shows_them_at(string level, bool areShown)
    {
        var error = Run("token", "list", "-v", level).Error;

        Assert.Equal(areShown, Regex.IsMatch(error, @"DEBUG: GET http://127\.0\.0\.1:\d+/api/v1/namespaces/kube-system/secrets\?\S+: 200 in \d+ ms"));
    }

    [Fact]
    public void A_list_of_none_is_empty() => Assert.Equal("", Run("token", "list").Output);

    [Fact]
    public void A_token_is_made_and_printed()
    {
        Assert.Equal(Token + "\n", Run("token", "create", Token, "--ttl", "0", "--usages", "signing", "--usages=authentication", "--description", "for a test").Output);

        Assert.Equal(("for a test", null), (_server.Field("abcdef", "description"), _server.Field("abcdef", "expiration")));
    }

    [SkippableFact]
    public void The_join_command_is_kubeadms_line_alone()
    {
        var expected = File.ReadAllText(Places.Reference("live", "token-create.out"));

        var line = Run("token", "create", "--print-join-command", "--ttl=1h").Output;

        Assert.Equal(Shape(expected), Shape(line.Replace("http://", "", StringComparison.Ordinal)));
        Assert.Contains(_server.CaCertHash, line, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(_server.TokenIds), line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_join_command_of_a_control_plane_has_the_key_at_its_end()
    {
        var key = new string('a', 64);

        Assert.EndsWith($" --control-plane --certificate-key {key}\n", Run("token", "create", "--print-join-command", "--certificate-key", key).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_removed_and_named()
    {
        AddRecorded(null, null);

        Assert.Equal("bootstrap token \"abcdef\" deleted\nbootstrap token \"xoyjh7\" deleted\n", Run("token", "delete", Token, "xoyjh7").Output);
        Assert.Empty(_server.TokenIds);
    }

    [Fact]
    public void A_remedy_speaks_of_kubeadms_commands_and_of_no_cmdlet()
    {
        var outcome = Run("token", "create", "abcdef.0123");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("'token generate' makes one", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("-Kube", outcome.Error.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_made_up() => Assert.Matches("^[a-z0-9]{6}\\.[a-z0-9]{16}\n$", HostProcess.Run("token", "generate").Output);

    [Fact]
    public void A_dry_run_makes_nothing()
    {
        Assert.EndsWith(Token + "\n", Run("token", "create", Token, "--dry-run").Output, StringComparison.Ordinal);
        Assert.Matches("--token [a-z0-9]{6}\\.", Run("token", "create", "--dry-run", "--print-join-command").Output);
        Assert.Empty(_server.TokenIds);
    }

    [Theory]
    [InlineData("invalid argument \"30\" for \"--ttl\" flag: it takes a duration", "token", "create", "--ttl", "30")]
    [InlineData("missing argument", "token", "delete")]
    [InlineData("accepts at most 1 arg(s), received 2", "token", "create", "a", "b")]
    [InlineData("cannot use --certificate-key without --print-join-command", "token", "create", "--certificate-key", "aa")]
    [InlineData("invalid output format: short", "token", "list", "-o", "short")]
    [InlineData("unknown command \"extra\" for \"kubeadm token list\"", "token", "list", "extra")]
    [InlineData("must have the form", "token", "create", "nonsense")]
    [InlineData("must have the form", "token", "delete", "--", "--nonsense")]
    public void A_wrong_line_is_refused(string expected, params string[] words)
    {
        var outcome = Run(words);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    private static string Shape(string line) => Random().Replace(line, "X");

    private void AddRecorded(DateTimeOffset? first, DateTimeOffset? second)
    {
        _server.Add(Token, first);
        _server.Add(CertificatesToken, second, "Proxy for managing TTL for the kubeadm-certs secret", forJoining: false);
    }

    private HostOutcome Run(params string[] words) => HostProcess.Run([.. words.TakeWhile(w => w != "--"), "--kubeconfig", _server.Kubeconfig, .. words.SkipWhile(w => w != "--")]);

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Times();

    [GeneratedRegex(@"[a-z0-9]{6}\.[a-z0-9]{16}|[0-9a-f]{64}|\d+\.\d+\.\d+\.\d+:\d+")]
    private static partial Regex Random();
}
