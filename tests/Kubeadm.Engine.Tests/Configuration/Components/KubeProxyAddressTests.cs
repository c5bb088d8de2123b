using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration.Components;

/// <summary>kube-proxy's bindAddress says which address is the node's. Those that say nothing are the same, whatever the node's family.</summary>
public sealed class KubeProxyAddressTests
{
    private const string Kubeadm = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.3
        ---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: InitConfiguration
        localAPIEndpoint: { advertiseAddress: "ADDRESS" }
        ---

        """;

    [Theory]
    [InlineData("192.0.2.10", "0.0.0.0", false)]
    [InlineData("192.0.2.10", "::", false)]
    [InlineData("2001:db8::1", "0.0.0.0", false)]
    [InlineData("2001:db8::1", "::", false)]
    [InlineData("192.0.2.10", "192.0.2.10", true)]
    public async Task Only_an_address_of_one_node_is_warned_of(string node, string proxy, bool warns)
    {
        var text = Kubeadm.Replace("ADDRESS", node, StringComparison.Ordinal) + Proxy(proxy);
        var loaded = await ConfigurationLoader.LoadInitAsync(text, new InitFlags(), new FakeNode(), new LoadOptions { VersionResolver = VersionResolver.Offline }, default);

        Assert.Equal(proxy, loaded.Configuration.Cluster.Components.KubeProxy.Document.BindAddress);
        Assert.Equal(warns, loaded.Findings.Any(finding => finding.Field == "bindAddress"));
    }

    /// <summary>kubeadm warns here at every join: it completes kube-proxy's configuration as if the node had no address.</summary>
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task A_node_that_joins_an_ordinary_cluster_is_told_nothing(string proxy)
    {
        var kept = new KeptConfigurations(
            new("apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n", ConfigurationOrigin.UserSupplied),
            new("apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nclusterDNS: [10.96.0.10]\n", ConfigurationOrigin.Generated),
            new(Proxy(proxy), ConfigurationOrigin.Generated));

        var loaded = await ConfigurationLoader.LoadKeptAsync(kept, new FakeNode(), new LoadOptions { VersionResolver = VersionResolver.Offline }, default);

        Assert.Empty(loaded.Findings);
    }

    private static string Proxy(string address) =>
        $"apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nbindAddress: \"{address}\"\n";
}
