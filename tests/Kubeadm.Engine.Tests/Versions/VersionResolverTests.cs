using System.Net;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Versions;

public class VersionResolverTests
{
    [Theory]
    [InlineData("1.36.1", "v1.36.1")]
    [InlineData("ci/v1.37.0-alpha.0.5+ab", "v1.37.0-alpha.0.5+ab")]
    public async Task Versions_need_no_server(string text, string expected)
    {
        var server = new Server(_ => throw new InvalidOperationException("asked"));

        Assert.Equal(new ResolvedVersion(expected), await server.Resolver().ResolveAsync(text, CancellationToken.None));
    }

    [Theory]
    [InlineData("stable-1.36", "https://dl.k8s.io/release/stable-1.36.txt")]
    [InlineData("ci/latest-1.36", "https://storage.googleapis.com/k8s-release-dev/ci/latest-1.36.txt")]
    public async Task Labels_are_asked_for_where_they_are_kept(string label, string address)
    {
        var server = new Server(_ => "v1.36.2\n");

        Assert.Equal("v1.36.2", (await server.Resolver().ResolveAsync(label, CancellationToken.None)).Version);
        Assert.Equal([address], server.Asked);
    }

    [Fact]
    public async Task A_newer_minor_gives_way_to_the_own_one()
    {
        var server = new Server(address => address.EndsWith("stable-1.txt", StringComparison.Ordinal) ? "v1.38.1" : "v1.36.9");

        Assert.Equal("v1.36.9", (await server.Resolver().ResolveAsync("stable-1", CancellationToken.None)).Version);
        Assert.EndsWith("stable-1.36.txt", server.Asked[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.36", "v1.36.9", "v1.36.9")]
    [InlineData("1.35", "v1.35.8", "v1.35.8")]
    [InlineData("1.35", null, "v1.35.6")]
    [InlineData("v1.36", null, "v1.36.3")]
    public async Task A_minor_stands_for_its_newest_patch_where_that_is_wanted(string minor, string? told, string expected)
    {
        var server = new Server(_ => told ?? throw new HttpRequestException("no route to host"));

        var resolved = await server.Resolver().ResolveNewestAsync(minor, CancellationToken.None);

        Assert.Equal(expected, resolved.Version);
        Assert.StartsWith($"'{minor}' names no patch; using {expected}", resolved.Warning, StringComparison.Ordinal);
        Assert.Equal([$"https://dl.k8s.io/release/stable-{minor.TrimStart('v')}.txt"], server.Asked);
    }

    [Theory]
    [InlineData("v1.37", "v1.37.2")]
    [InlineData("v1.34", null)]
    [InlineData("v1.0", null)]
    public async Task A_minor_of_which_no_patch_is_known_does_not_stand_for_another(string minor, string? told)
    {
        var server = new Server(address => told is null || !address.EndsWith("1.37.txt", StringComparison.Ordinal) ? throw new HttpRequestException("no route to host") : told);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => server.Resolver().ResolveNewestAsync(minor, CancellationToken.None));

        Assert.Equal("InvalidVersion", error.ErrorId);
        Assert.Contains($"'{minor}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_a_minor_is_no_version() =>
        Assert.Equal("InvalidVersion", (await Assert.ThrowsAsync<KubeadmException>(() => VersionResolver.Offline.ResolveAsync("v1.36", CancellationToken.None))).ErrorId);

    [Fact]
    public async Task Without_a_server_the_own_version_is_taken_with_a_warning()
    {
        var server = new Server(_ => throw new HttpRequestException("no route to host"));

        var resolved = await server.Resolver().ResolveAsync("stable-1", CancellationToken.None);

        Assert.Equal("v1.36.3", resolved.Version);
        Assert.Contains("'stable-1' could not be looked up (no route to host)", resolved.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_server_is_to_be_asked_there_is_nothing_to_warn_of() =>
        Assert.Equal(new ResolvedVersion("v1.36.3") { IsFallback = true }, await VersionResolver.Offline.ResolveAsync("stable-1", CancellationToken.None));

    [Fact]
    public async Task A_server_that_does_not_answer_is_not_waited_for()
    {
        var resolver = new VersionResolver(() => new Silent(), TimeSpan.FromMilliseconds(20));

        Assert.Equal("v1.36.3", (await resolver.ResolveAsync("latest", CancellationToken.None)).Version);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("stable-1.36.3")]
    [InlineData("foo/v1.36.3")]
    public async Task Other_texts_are_refused(string text) =>
        Assert.Equal("InvalidVersion", (await Assert.ThrowsAsync<KubeadmException>(() => VersionResolver.Offline.ResolveAsync(text, CancellationToken.None))).ErrorId);

    private sealed class Server(Func<string, string> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public VersionResolver Resolver() => new(() => this);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer(Asked[^1])) });
        }
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
