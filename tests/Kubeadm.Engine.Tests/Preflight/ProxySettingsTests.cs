using Kubeadm.Engine.Preflight;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Preflight;

public sealed class ProxySettingsTests
{
    [Theory]
    [InlineData("", "example.com", true)]
    [InlineData("*", "example.com", false)]
    [InlineData("example.com", "example.com", false)]
    [InlineData("example.com", "api.example.com", false)]
    [InlineData("example.com", "badexample.com", true)]
    [InlineData(".example.com", "example.com", true)]
    [InlineData(".example.com", "api.example.com", false)]
    [InlineData("*.example.com", "api.example.com", false)]
    [InlineData("Example.COM", "example.com", false)]
    [InlineData("example.com:443", "example.com", false)]
    [InlineData("example.com:8443", "example.com", true)]
    [InlineData("192.0.2.0/24", "192.0.2.7", false)]
    [InlineData("192.0.2.0/24", "198.51.100.7", true)]
    [InlineData("a, 192.0.2.7 ,b", "192.0.2.7", false)]
    [InlineData("2001:db8::/32", "2001:db8::1", false)]
    [InlineData("[2001:db8::1]:443", "2001:db8::1", false)]
    [InlineData("", "localhost", false)]
    [InlineData("", "127.0.0.53", false)]
    [InlineData("", "::1", false)]
    public void Exceptions_are_read_as_go_reads_them(string exceptions, string host, bool viaProxy)
    {
        var system = new FakeSystem { Environment = { ["HTTPS_PROXY"] = "http://proxy:3128", ["no_proxy"] = exceptions } };

        Assert.Equal(viaProxy ? "http://proxy:3128" : null, ProxySettings.Read(system).ProxyFor(host));
    }

    [Theory]
    [InlineData("proxy:3128", "http://proxy:3128")]
    [InlineData("http://me:secret@proxy:3128/", "http://proxy:3128")]
    [InlineData("socks5://proxy", "socks5://proxy")]
    public void A_proxy_is_named_without_credentials(string variable, string expected) =>
        Assert.Equal(expected, ProxySettings.Read(new FakeSystem { Environment = { ["https_proxy"] = variable } }).ProxyFor("example.com"));

    [Fact]
    public void Http_proxies_do_not_matter() =>
        Assert.Null(ProxySettings.Read(new FakeSystem { Environment = { ["HTTP_PROXY"] = "http://proxy:1" } }).ProxyFor("example.com"));
}
