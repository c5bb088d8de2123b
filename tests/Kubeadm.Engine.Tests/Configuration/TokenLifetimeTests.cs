using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration;

/// <summary>A token's time to live that is less than nothing is a mistake. kubeadm makes a token of it that never ends, or refuses it, by the command.</summary>
public sealed class TokenLifetimeTests
{
    [Fact]
    public async Task It_is_refused_in_a_file()
    {
        const string yaml = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- token: abcdef.0123456789abcdef\n  ttl: -1h0m0s\n";

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => ConfigurationLoader.LoadInitAsync(yaml, new InitFlags(), new FakeNode(), LoadOptions.OfCluster, default));

        var finding = Assert.Single(error.Findings, finding => finding.Field == "bootstrapTokens.0.ttl");
        Assert.Equal(5, finding.Line);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+23:59")]
    [InlineData("9999-12-31T23:59:59-23:59")]
    public async Task A_time_before_or_after_all_times_is_refused(string time)
    {
        var yaml = $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nbootstrapTokens:\n- token: abcdef.0123456789abcdef\n  expires: '{time}'\n";

        await Assert.ThrowsAsync<ConfigurationException>(() => ConfigurationLoader.LoadInitAsync(yaml, new InitFlags(), new FakeNode(), LoadOptions.OfCluster, default));
    }

    [Fact]
    public async Task It_is_refused_with_init() => await Assert.ThrowsAsync<ConfigurationException>(() =>
        ConfigurationLoader.LoadInitAsync(null, new InitFlags { TokenTtl = TimeSpan.FromHours(-1) }, new FakeNode(), LoadOptions.OfCluster, default));

    [Fact]
    public async Task It_is_refused_with_a_single_token() => await Assert.ThrowsAsync<ConfigurationException>(() =>
        ConfigurationLoader.LoadTokensAsync(null, new TokenFlags { Ttl = TimeSpan.FromTicks(-1) }, new FakeNode(), default));
}
