using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Addons.Corefiles;

namespace Kubeadm.Engine.Tests.Addons.Corefiles;

public sealed class CorefileTests
{
    [Fact]
    public void Quotes_and_comments_are_understood()
    {
        var server = Assert.Single(Corefile.Parse("a:53 b:53 { # comment {\n  hosts \"x \\\"y\" z {\n    ttl 60 # c\n  }\n}\n").Servers);
        Assert.Equal(["a:53", "b:53"], server.Words);
        var plugin = Assert.Single(server.Children);
        Assert.Equal(["hosts", "x \"y", "z"], plugin.Words);
        var option = Assert.Single(plugin.Children);
        Assert.Equal(["ttl", "60"], option.Words);
        Assert.Equal((1, 2, 3), (server.Line, plugin.Line, option.Line));
    }

    [Theory]
    [InlineData("a#b c\nd", "a|c;d")]
    [InlineData("a\rb\r\nc", "ab;c")]
    [InlineData("\uFEFFa", "a")]
    [InlineData("\"a\nb\" c\nd", "a\nb|c;d")]
    [InlineData("\"a\"b", "a|b")]
    [InlineData("\"a\\b\\\\\" c", "a\\b\\\\|c")]
    [InlineData("a \"open", "a|open")]
    [InlineData("a }", "a|}")]
    public void Words_are_those_that_CoreDNS_reads(string text, string words) =>
        Assert.Equal(words, string.Join(';', Corefile.Parse(text).Servers.Select(server => string.Join('|', server.Words))));

    [Theory]
    [InlineData("health", "\nready", "", "ttl 30", "forward . 192.0.2.1 {\nmax_concurrent 1000\n}", "loop\nreload\nloadbalance", false)]
    [InlineData("health {\n lameduck 5s\n}", "\nready", "", "ttl 30", "forward . 192.0.2.1 {\nmax_concurrent 1000\n}", "loop\nreload\nloadbalance", true)]
    [InlineData("health {\n lameduck 5s\n}", "\nready", "", "ttl 30", "forward . 192.0.2.1", "reload\nloadbalance\nloop", true)]
    [InlineData("health", "\nready", "", "ttl 30", "forward . 192.0.2.1", "loop\nreload\nloadbalance", true)]
    [InlineData("health", "", "upstream\n", "ttl 30", "forward . 192.0.2.1", "loop\nreload\nloadbalance", true)]
    [InlineData("health", "", "upstream\n", "", "proxy . 192.0.2.1", "loop\nreload\nloadbalance", true)]
    [InlineData("health", "", "upstream\n", "", "proxy . 192.0.2.1", "reload", true)]
    [InlineData("health", "", "upstream\n", "", "proxy . 192.0.2.1", "reload\nlog", false)]
    [InlineData("health", "", "upstream\n", "", "proxy a.example 192.0.2.1", "reload", false)]
    public void The_default_Corefiles_of_former_kubeadms_are_known(
        string health, string ready, string upstream, string ttl, string forward, string end, bool isDefault) => Assert.Equal(
        isDefault,
        FormerCorefiles.Contain($".:53 {{\n errors\n {health}{ready}\n kubernetes my.domain in-addr.arpa ip6.arpa {{\n pods insecure\n{upstream} fallthrough in-addr.arpa ip6.arpa\n{ttl}\n}}\n prometheus :9153\n{forward}\ncache 30\n{end}\n}}\n"));

    [Theory]
    [InlineData("", true)]
    [InlineData("# nothing but this", true)]
    [InlineData("{ errors }", false)]
    public void Nothing_is_a_default_too(string text, bool isDefault) => Assert.Equal(isDefault, FormerCorefiles.Contain(text));

    [Fact]
    public void The_present_default_is_a_changed_one_to_kubeadm_and_is_kept() =>
        Assert.False(FormerCorefiles.Contain(CoreDnsManifests.ConfigMap("cluster.local").Data["Corefile"]));
}
