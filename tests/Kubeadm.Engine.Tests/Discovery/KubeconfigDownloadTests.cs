using System.Net.Security;
using System.Text;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>Discovery by a kubeconfig from an https address.</summary>
public sealed class KubeconfigDownloadTests : IDisposable
{
    private readonly DiscoveryCase _case = new();
    private readonly TestAuthority _publisher = new();
    private readonly ClusterInfoServer _files;

    public KubeconfigDownloadTests()
    {
        _files = new ClusterInfoServer(_publisher.Serve());
        _case.ServeGenuine();
        _case.Configuration.Discovery = new()
        {
            File = new() { KubeConfigPath = $"https://{_files.Endpoint}/join.conf?key=q-secret" },
            TlsBootstrapToken = DiscoveryCase.Token,
        };
    }

    public void Dispose()
    {
        _files.Dispose();
        _publisher.Dispose();
        _case.Dispose();
    }

    [Fact]
    public async Task A_kubeconfig_is_fetched_from_a_server_that_the_system_trusts()
    {
        _files.Answer = _ => (200, _case.Published);

        var found = await _case.DiscoverAsync(Trusting);

        Assert.Equal("https://" + _case.Server.Endpoint, found.CurrentCluster!.Server);
        Assert.Equal(DiscoveryCase.Token, found.CurrentUser!.Token);
        Assert.Equal("/join.conf?key=q-secret", Assert.Single(_files.Requests).Path);
        Assert.Single(_case.Server.Requests);
    }

    [Fact]
    public async Task A_server_that_the_system_does_not_trust_is_refused()
    {
        _files.Answer = _ => (200, _case.Published);

        await FailsAsync("DiscoveryFileUnavailable");

        Assert.Empty(_files.Requests);
        Assert.Equal(1, _files.Connections);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task Another_answer_than_the_file_is_told_at_once(int status)
    {
        _files.Answer = _ => (status, _case.Published);

        var error = await FailsAsync("DiscoveryFileUnavailable", Trusting);

        Assert.Contains($"HTTP status {status}", error.Message, StringComparison.Ordinal);
        Assert.Single(_files.Requests);
        Assert.Equal(0, _case.Server.Connections);
    }

    [Fact]
    public async Task An_answer_that_is_no_kubeconfig_is_told()
    {
        _files.Answer = _ => (200, "<html>");
        await FailsAsync("InvalidDiscoveryFile", Trusting);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        _files.Answer = _ => (200, new string('#', (1 << 20) + 1));
        var error = await FailsAsync("DiscoveryFileUnavailable", Trusting);
        Assert.Contains("1 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_as_long_as_discovery_may_take()
    {
        using var server = new RawServer((_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        _case.Configuration.Discovery.File!.KubeConfigPath = $"https://{server.Endpoint}/join.conf";
        _case.Configuration.Timeouts = new() { Discovery = TimeSpan.FromMilliseconds(300) };

        var error = await FailsAsync("DiscoveryFileUnavailable", Trusting);

        Assert.Contains($"no complete answer from https://{server.Endpoint} within 1 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relative_paths_in_a_fetched_kubeconfig_are_refused_and_absolute_ones_read()
    {
        var text = _case.Published.Replace($"certificate-authority-data: {Convert.ToBase64String(_case.Authority.Pem)}", "certificate-authority: PATH", StringComparison.Ordinal);
        _case.Node.Memory.Add("/srv/ca.crt", Encoding.ASCII.GetString(_case.Authority.Pem));
        _files.Answer = request => (200, text.Replace("PATH", request == 1 ? "srv/ca.crt" : "/srv/ca.crt", StringComparison.Ordinal));

        await FailsAsync("InvalidDiscoveryFile", Trusting);

        Assert.Equal(_case.Authority.Pem, (await _case.DiscoverAsync(Trusting)).CurrentCluster!.CertificateAuthorityData);
    }

    [Fact]
    public async Task Plain_http_is_refused()
    {
        _case.Configuration.Discovery.File!.KubeConfigPath = $"http://{_files.Endpoint}/join.conf?key=q-secret";

        await FailsAsync("InvalidDiscoveryFile", Trusting);
        Assert.Equal(0, _files.Connections);
    }

    [Fact]
    public async Task The_proxy_of_the_environment_is_used()
    {
        using var proxy = new ClusterInfoServer(_publisher.Serve());
        _case.Node.FakeSystem.Environment["HTTPS_PROXY"] = "http://" + proxy.Endpoint;
        _case.Configuration.Discovery.File!.KubeConfigPath = "https://files.example.com/join.conf";

        await FailsAsync("DiscoveryFileUnavailable");
        Assert.NotEqual(0, proxy.Connections);
    }

    private SocketsHttpHandler Trusting() => new()
    {
        UseProxy = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Issuer == _publisher.Certificate.Subject,
        },
    };

    private async Task<KubeadmException> FailsAsync(string errorId, Func<HttpMessageHandler>? createHandler = null)
    {
        var error = await _case.FailsAsync(errorId, createHandler);
        Assert.DoesNotContain("q-secret", error.Message + error.Target, StringComparison.Ordinal);
        return error;
    }
}
