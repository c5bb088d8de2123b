using System.Net.Sockets;
using System.Text;
using k8s;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Tests.Discovery;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>Connections through a proxy on loopback that wants a user and a password, to a cluster whose name only the proxy knows.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Expected = "Proxy-Authorization: Basic am9lOnA6QHNz";
    private const string User = "joe:p%3A%40ss";

    private readonly TestAuthority _authority = new();
    private readonly ClusterInfoServer _cluster;
    private readonly RawServer _proxy;

    public ProxyTests()
    {
        _cluster = new ClusterInfoServer(_authority.Serve()) { Answer = _ => (200, """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"}}""") };
        _proxy = new RawServer(TunnelAsync);
    }

    public void Dispose()
    {
        _proxy.Dispose();
        _cluster.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task The_credentials_of_HTTPS_PROXY_are_sent()
    {
        using var api = Connect("", name => name == "HTTPS_PROXY" ? $"http://{User}@{_proxy.Endpoint}" : null);

        await ReadThroughProxyAsync(api);
    }

    [Fact]
    public async Task A_proxy_of_the_kubeconfig_takes_the_place_of_the_environments()
    {
        using var api = Connect($"proxy-url: \"http://{User}@{_proxy.Endpoint}\"", name => name switch
        {
            "HTTPS_PROXY" => "http://127.0.0.1:1",
            "NO_PROXY" => "*",
            _ => null,
        });

        await ReadThroughProxyAsync(api);
    }

    [Fact]
    public async Task Without_credentials_the_proxys_refusal_is_told_and_no_password()
    {
        using var api = Connect("", name => name == "HTTPS_PROXY" ? "http://joe:wrong-hush@" + _proxy.Endpoint : null);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ApiRetry(TimeSpan.Zero)
            .RunAsync("read", ct => api.CoreV1.ReadNamespacedConfigMapAsync("a", "default", cancellationToken: ct), default));

        Assert.Equal(ApiErrors.Unreachable, error.ErrorId);
        Assert.Contains("407", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socks_proxy_of_the_kubeconfig_is_given_name_user_and_password()
    {
        using var socks = new SocksServer();
        using var api = Connect($"proxy-url: \"socks5://{User}@{socks.Endpoint}\"", _ => null);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.CoreV1.ReadNamespacedConfigMapAsync("a", "default"));

        Assert.Equal(("joe", "p:@ss", "api.example.com:6443"), await socks.Asked.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData("ftp://proxy.example.net")]
    [InlineData("proxy.example.net:3128")]
    [InlineData("socks4://proxy.example.net")]
    [InlineData("http://")]
    public void A_proxy_url_that_is_none_is_refused(string url)
    {
        var error = Assert.Throws<KubeadmException>(() => Connect($"proxy-url: \"{url}\"", _ => null));

        Assert.Equal("InvalidProxy", error.ErrorId);
        Assert.Contains("proxy-url", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_no_proxy_is_refused_where_it_would_be_used()
    {
        var error = Assert.Throws<KubeadmException>(() => Connect("", name => name == "HTTPS_PROXY" ? "ftp://joe:hush@proxy" : null));

        Assert.Equal("InvalidProxy", error.ErrorId);
        Connect("", name => name == "HTTP_PROXY" ? "ftp://joe:hush@proxy" : null).Dispose();
    }

    private static IKubernetes Connect(string proxy, Func<string, string?> environment) => ClusterConnection.Connect(
        $$$"""
        clusters:
        - name: other
          cluster: {server: "https://192.0.2.9", proxy-url: "http://192.0.2.8:1"}
        - name: c
          cluster: { server: "https://api.example.com:6443", insecure-skip-tls-verify: true, {{{proxy}}} }
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """,
        new ConnectOptions { EnvironmentVariable = environment });

    private async Task ReadThroughProxyAsync(IKubernetes api)
    {
        var map = await api.CoreV1.ReadNamespacedConfigMapAsync("a", "default").WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("a", map.Metadata.Name);
        Assert.Equal("/api/v1/namespaces/default/configmaps/a", Assert.Single(_cluster.Requests).Path);
        Assert.Contains(_proxy.Heads, head => head.StartsWith("CONNECT api.example.com:6443 ", StringComparison.Ordinal) && head.Contains(Expected, StringComparison.Ordinal));
    }

    private async Task TunnelAsync(string head, Stream client, CancellationToken stop)
    {
        if (!head.Contains(Expected, StringComparison.Ordinal))
        {
            const string Refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            await client.WriteAsync(Encoding.ASCII.GetBytes(Refusal), stop);
            return;
        }

        using var server = new TcpClient();
        await server.ConnectAsync("127.0.0.1", int.Parse(_cluster.Endpoint.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), stop);
        await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), stop);
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), stop), server.GetStream().CopyToAsync(client, stop));
    }
}
