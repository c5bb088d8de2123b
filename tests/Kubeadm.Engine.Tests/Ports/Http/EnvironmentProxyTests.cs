using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

public sealed class EnvironmentProxyTests
{
    [Theory]
    [InlineData("https://10.1.2.3:6443", "10.0.0.0/8", false)]
    [InlineData("https://192.0.2.2:6443", "10.0.0.0/8", true)]
    [InlineData("https://192.0.2.2:6443", "example.com, 192.0.2.2", false)]
    [InlineData("https://api.example.com:6443", "example.com", false)]
    [InlineData("https://example.com:6443", ".example.com", true)]
    [InlineData("https://a.example.com:6443", "*.example.com", false)]
    [InlineData("https://api.example.com:6443", "example.com:443", true)]
    [InlineData("https://[fd00::1]:6443", "fd00::/8", false)]
    [InlineData("https://127.0.0.1:6443", "", false)]
    [InlineData("https://localhost:6443", "", false)]
    [InlineData("https://192.0.2.2:6443", "*", false)]
    [InlineData("https://192.0.2.2:6443", "", true)]
    public void Requests_take_the_way_that_Go_programs_take(string server, string except, bool proxied)
    {
        var proxy = new EnvironmentProxy(name => name switch { "HTTPS_PROXY" => "proxy.example.net:3128", "no_proxy" => except, _ => null });

        Assert.Equal(proxied ? new Uri("http://proxy.example.net:3128") : null, proxy.GetProxy(new Uri(server)));
    }
}
