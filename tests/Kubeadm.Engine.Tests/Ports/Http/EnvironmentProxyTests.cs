using System.Net;
using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Tests.Ports.Http;

public sealed class EnvironmentProxyTests
{
    [Theory]
    [InlineData("https://10.1.2.3:6443", "10.0.0.0/8", false)]
    [InlineData("https://10.1.2.3:6443", "10.9.9.9/8", false)]
    [InlineData("https://192.0.2.2:6443", "10.0.0.0/8", true)]
    [InlineData("https://192.0.2.2:6443", "example.com, 192.0.2.2", false)]
    [InlineData("https://192.0.2.2:6443", "192.0.2.2:6443", false)]
    [InlineData("https://192.0.2.2:6443", "192.0.2.2:443", true)]
    [InlineData("https://10.0.0.1:6443", "10.1", true)]
    [InlineData("https://api.example.com:6443", "example.com", false)]
    [InlineData("https://api.example.com:6443", "EXAMPLE.com", false)]
    [InlineData("https://notexample.com:6443", "example.com", true)]
    [InlineData("https://example.com:6443", ".example.com", true)]
    [InlineData("https://a.example.com:6443", ".example.com", false)]
    [InlineData("https://a.example.com:6443", "*.example.com", false)]
    [InlineData("https://example.com:6443", "*.example.com", true)]
    [InlineData("https://example.com:6443", "*example.com", true)]
    [InlineData("https://api.example.com:6443", "example.com:443", true)]
    [InlineData("https://api.example.com", "example.com:443", false)]
    [InlineData("https://api.example.com:6443", ".example.com:6443", false)]
    [InlineData("https://bücher.example:6443", "bücher.example", false)]
    [InlineData("https://[fd00::1]:6443", "fd00::/8", false)]
    [InlineData("https://[fd00::1]:6443", "fd00::1", false)]
    [InlineData("https://[fd00::1]:6443", "[fd00::1]:6443", false)]
    [InlineData("https://[fd00::1]:6443", "[fd00::1]:443", true)]
    [InlineData("https://[fd00::2]:6443", "fd00::1", true)]
    [InlineData("https://127.0.0.1:6443", "", false)]
    [InlineData("https://127.9.9.9:6443", "", false)]
    [InlineData("https://[::1]:6443", "", false)]
    [InlineData("https://localhost:6443", "", false)]
    [InlineData("https://192.0.2.2:6443", "*", false)]
    [InlineData("https://192.0.2.2:6443", ":6443,,.,*.", true)]
    [InlineData("https://192.0.2.2:6443", "", true)]
    public void Requests_take_the_way_that_Go_programs_take(string server, string except, bool proxied)
    {
        var proxy = new EnvironmentProxy(name => name switch { "HTTPS_PROXY" => "proxy.example.net:3128", "no_proxy" => except, _ => null });

        Assert.Equal(proxied ? new Uri("http://proxy.example.net:3128") : null, proxy.GetProxy(new Uri(server)));
    }

    [Theory]
    [InlineData("http://proxy.example.net:3128", "http://proxy.example.net:3128/", null, null)]
    [InlineData("joe:pass@proxy.example.net:3128", "http://proxy.example.net:3128/", "joe", "pass")]
    [InlineData("https://joe@proxy.example.net", "https://proxy.example.net/", "joe", "")]
    [InlineData("http://j%40e:p%3Aa%25ss@[2001:db8::1]:3128", "http://[2001:db8::1]:3128/", "j@e", "p:a%ss")]
    [InlineData("socks5://joe:pass@proxy.example.net", "socks5://proxy.example.net:1080/", "joe", "pass")]
    [InlineData("socks5h://proxy.example.net:9999", "socks5://proxy.example.net:9999/", null, null)]
    public void The_credentials_in_a_proxys_URL_are_sent_to_it_and_not_shown(string variable, string expected, string? user, string? password)
    {
        var proxy = new EnvironmentProxy(name => name == "https_proxy" ? variable : null);

        var address = proxy.GetProxy(new Uri("https://192.0.2.2:6443"))!;
        var credential = proxy.Credentials!.GetCredential(address, address.Scheme.StartsWith("socks", StringComparison.Ordinal) ? address.Scheme : "Basic");

        Assert.Equal(expected, address.AbsoluteUri);
        Assert.Equal((user, password), (credential?.UserName, credential?.Password));
    }

    [Fact]
    public void Credentials_go_to_their_own_proxy_only_and_only_by_the_basic_scheme()
    {
        var credentials = new EnvironmentProxy(name => name == "HTTPS_PROXY" ? "http://joe:pass@192.0.2.8:3128" : null).Credentials!;

        Assert.Null(credentials.GetCredential(new Uri("http://192.0.2.9:3128"), "Basic"));
        Assert.Null(credentials.GetCredential(new Uri("http://192.0.2.8:3128"), "NTLM"));
        Assert.Null(credentials.GetCredential(new Uri("http://192.0.2.8:3128"), "Negotiate"));
        Assert.Equal(("joe", "pass"), Of(credentials.GetCredential(new Uri("http://192.0.2.8:3128"), "Basic")!));
    }

    [Theory]
    [InlineData("ftp://joe:hush@proxy.example.net")]
    [InlineData("http://joe:hush@:3128")]
    [InlineData("http://joe:hush@proxy.example.net:notaport")]
    public void A_variable_that_is_no_proxys_URL_is_told_without_showing_it(string variable)
    {
        var proxy = new EnvironmentProxy(name => name == "HTTPS_PROXY" ? variable : null);

        var error = Assert.Throws<KubeadmException>(() => proxy.GetProxy(new Uri("https://192.0.2.2:6443")));

        Assert.Equal(("InvalidProxy", KubeadmErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.Contains("HTTPS_PROXY", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message + error.Remedy + error.Target, StringComparison.Ordinal);
        Assert.Null(proxy.GetProxy(new Uri("https://127.0.0.1:6443")));
        Assert.Null(proxy.GetProxy(new Uri("http://192.0.2.2:6443")));
    }

    private static (string, string) Of(NetworkCredential credential) => (credential.UserName, credential.Password);
}
