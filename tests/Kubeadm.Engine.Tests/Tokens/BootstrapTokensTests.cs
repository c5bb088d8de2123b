using System.Text;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.Tokens;

public sealed class BootstrapTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Theory]
    [InlineData("abcdef.0123456789abcdef", true)]
    [InlineData("abcdef.0123456789abcde", false)]
    [InlineData("abcdef.0123456789abcdef0", false)]
    [InlineData("ABCDEF.0123456789abcdef", false)]
    [InlineData("abcdef-0123456789abcdef", false)]
    [InlineData("abcdef.0123456789abcde\n", false)]
    [InlineData("", false)]
    public void Form_is_checked(string text, bool good) => Assert.Equal(good, BootstrapTokenText.TryParse(text, out _));

    [Fact]
    public void A_refused_token_is_not_in_the_message()
    {
        var error = Assert.Throws<KubeadmException>(() => BootstrapTokenText.Parse("abcdef.0123456789abcde"));
        Assert.DoesNotContain("0123456789abcde", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_tokens_are_good_and_differ()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => BootstrapTokenText.Generate().Text).ToList();
        Assert.All(tokens, token => Assert.True(BootstrapTokenText.TryParse(token, out _)));
        Assert.Equal(tokens.Count, tokens.Distinct().Count());
    }

    [Fact]
    public void A_secret_says_all_of_a_token()
    {
        var token = Token(TimeSpan.FromHours(24));
        var secret = BootstrapTokenSecret.From(token, Now);
        Assert.Equal("2026-01-03T03:04:05Z", Encoding.UTF8.GetString(secret.Data["expiration"]));
        Assert.Equal("g1,g2", Encoding.UTF8.GetString(secret.Data["auth-extra-groups"]));

        var back = BootstrapTokenSecret.ToToken(secret);
        Assert.Equal((token.Token, token.Description), (back.Token, back.Description));
        Assert.Equal(["authentication", "signing"], back.Usages);
        Assert.Equal(token.Groups, back.Groups);
        Assert.Equal(new DateTimeOffset(2026, 1, 3, 3, 4, 5, TimeSpan.Zero), back.Expires);
    }

    [Fact]
    public void A_time_to_live_of_zero_never_ends() =>
        Assert.False(BootstrapTokenSecret.From(Token(TimeSpan.Zero), Now).Data.ContainsKey("expiration"));

    [Theory]
    [InlineData("bootstrap-token-zzzzzz", "token-id", "abcdef")]
    [InlineData("bootstrap-token-abcdef", "token-secret", "short")]
    [InlineData("bootstrap-token-abcdef", "expiration", "tomorrow")]
    public void Broken_secrets_are_refused_by_name(string name, string key, string value)
    {
        var secret = BootstrapTokenSecret.From(Token(TimeSpan.FromHours(1)), Now);
        secret.Metadata.Name = name;
        secret.Data[key] = Encoding.UTF8.GetBytes(value);
        Assert.Contains(name, Assert.Throws<KubeadmException>(() => BootstrapTokenSecret.ToToken(secret)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_made_listed_and_removed()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var tokens = new BootstrapTokens(new ApiObjects(server.CreateClient()));
        await tokens.CreateAsync(Token(TimeSpan.FromHours(1)), CancellationToken.None);

        var exists = await Assert.ThrowsAsync<KubeadmException>(() => tokens.CreateAsync(Token(TimeSpan.FromHours(1)), CancellationToken.None));
        Assert.Equal("TokenExists", exists.ErrorId);
        Assert.Equal("abcdef.0123456789abcdef", Assert.Single((await tokens.ListAsync(CancellationToken.None)).Tokens).Token);
        await tokens.DeleteAsync("abcdef", CancellationToken.None);
        Assert.Empty((await tokens.ListAsync(CancellationToken.None)).Tokens);
        Assert.Equal(KubeadmErrorKind.NotFound, (await Assert.ThrowsAsync<KubeadmException>(() => tokens.DeleteAsync("abcdef", CancellationToken.None))).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_pages_of_a_list_are_read_by_dry_runs_too(bool isDryRun)
    {
        var server = new InMemoryApiServer(TimeProvider.System) { PageSize = 2 };
        string[] ids = ["aaaaaa", "bbbbbb", "cccccc", "dddddd", "eeeeee"];
        using var dryRun = new DryRunCluster(server.CreateClient(), TimeProvider.System);
        await new BootstrapTokens(new ApiObjects(server.CreateClient())).CreateAsync(
            [.. ids.Select(id => Token(TimeSpan.FromHours(1), id))], CancellationToken.None);

        var (tokens, problems) = await new BootstrapTokens(new ApiObjects(isDryRun ? dryRun.Client : server.CreateClient())).ListAsync(CancellationToken.None);

        Assert.Equal(ids, tokens.Select(token => token.Token[..6]));
        Assert.Empty(problems);
    }

    [Fact]
    public async Task A_list_without_an_end_is_not_read_for_ever()
    {
        var endless = new EndlessList();
        var tokens = new BootstrapTokens(new ApiObjects(new InMemoryApiServer(TimeProvider.System).CreateClient(endless)));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => tokens.ListAsync(CancellationToken.None));

        Assert.True(error.ErrorId == "ApiAnswerInvalid", error.ToString());
        Assert.Equal(64, endless.Asked);
    }

    [Fact]
    public async Task A_token_with_time_left_is_left_alone_and_an_old_one_renewed()
    {
        var clock = new FakeTimeProvider(Now);
        var server = new InMemoryApiServer(clock);
        var tokens = new BootstrapTokens(new ApiObjects(server.CreateClient(), new ApiRetry(TimeSpan.FromSeconds(5), clock)));
        await tokens.EnsureAsync([Token(TimeSpan.FromHours(24))], CancellationToken.None);

        clock.SetUtcNow(Now.AddHours(11));
        Assert.Equal(ChangeAction.Unchanged, (await tokens.EnsureAsync([Token(TimeSpan.FromHours(24))], CancellationToken.None)).Single().Action);
        clock.SetUtcNow(Now.AddHours(13));
        Assert.Equal(ChangeAction.Update, (await tokens.EnsureAsync([Token(TimeSpan.FromHours(24))], CancellationToken.None)).Single().Action);
        Assert.Equal(ChangeAction.Update, (await tokens.EnsureAsync([Token(TimeSpan.Zero)], CancellationToken.None)).Single().Action);
    }

    [Fact]
    public void Signatures_are_those_that_the_cluster_makes()
    {
        var token = BootstrapTokenText.Parse("abcdef.0123456789abcdef");
        var signature = DetachedSignature.Sign("content", token);

        Assert.StartsWith("eyJhbGciOiJIUzI1NiIsImtpZCI6ImFiY2RlZiJ9..", signature, StringComparison.Ordinal);
        Assert.True(DetachedSignature.IsValid(signature, "content", token));
        Assert.False(DetachedSignature.IsValid(signature, "Content", token));
        Assert.False(DetachedSignature.IsValid(signature, "content", token with { Secret = "0123456789abcdee" }));
        Assert.False(DetachedSignature.IsValid(signature, "content", token with { Id = "abcdee" }));
        Assert.False(DetachedSignature.IsValid(signature[..^1], "content", token));
        Assert.False(DetachedSignature.IsValid("e30..", "content", token));
        Assert.False(DetachedSignature.IsValid("", "content", token));
    }

    private static BootstrapToken Token(TimeSpan ttl, string id = "abcdef") => new()
    {
        Token = $"{id}.0123456789abcdef",
        Description = "for a test",
        Ttl = ttl,
        Usages = ["signing", "authentication"],
        Groups = ["g1", "g2"],
    };

    /// <summary>Answers each request with a page after which there is another.</summary>
    private sealed class EndlessList : DelegatingHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent("""{"kind":"SecretList","apiVersion":"v1","metadata":{"continue":"more"},"items":[]}""", Encoding.UTF8, "application/json"),
            });
        }
    }
}
