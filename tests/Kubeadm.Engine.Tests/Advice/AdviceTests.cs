using System.Net;
using Kubeadm.Engine.Advice;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Advice;

/// <summary>Each rule, once where it speaks and once where it is silent. None changes whether a configuration is valid.</summary>
public sealed class AdviceTests
{
    private const string Header = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ";
    private const string Cluster = Header + "ClusterConfiguration\nkubernetesVersion: v1.36.3\n";
    private const string Kubelet = "---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";
    private const string Join = Header + "JoinConfiguration\ndiscovery: { file: { kubeConfigPath: /root/discovery.conf } }\n";

    private readonly FakeNode _node = new() { FakeNetwork = { DefaultAddress = IPAddress.Parse("192.0.2.2") } };

    [Theory]
    [InlineData("{ podSubnet: 10.96.0.0/16 }", "networking.podSubnet", "range of Services, 10.96.0.0/12")]
    [InlineData("{ podSubnet: 'fd00::/48,10.100.0.0/16', serviceSubnet: 'fd01::/108,10.100.16.0/20' }", "networking.podSubnet", "10.100.16.0/20")]
    [InlineData("{ podSubnet: 192.0.0.0/16 }", "networking.podSubnet", "node's own network, 192.0.2.0/24")]
    [InlineData("{ serviceSubnet: 192.0.2.0/25 }", "networking.serviceSubnet", "node's own network, 192.0.2.0/24")]
    [InlineData("{ podSubnet: 10.244.0.0/16 }")]
    [InlineData("{ podSubnet: '10.244.0.0/16,fd00::/48', serviceSubnet: '10.96.0.0/12,fd01::/108' }")]
    public async Task Ranges_that_overlap(string networking, string? field = null, string? words = null) =>
        await CheckAsync($"{Cluster}networking: {networking}\n", field, words);

    [Fact]
    public async Task A_range_within_the_nodes_network_overlaps_it_without_the_nodes_address()
    {
        _node.FakeNetwork.PrefixLength = 16;

        await CheckAsync($"{Cluster}networking: {{ podSubnet: 192.0.64.0/20 }}\n", "networking.podSubnet", "node's own network, 192.0.0.0/16");
    }

    [Fact]
    public async Task Of_an_address_of_another_machine_no_network_is_known() =>
        await CheckAsync($"{Cluster}networking: {{ podSubnet: 198.51.0.0/24 }}\n---\n{Header}InitConfiguration\nlocalAPIEndpoint: {{ advertiseAddress: 198.51.100.7 }}\n");

    [Theory]
    [InlineData("node-cidr-mask-size", "26", "10.244.0.0/25", "node-cidr-mask-size-ipv4", false)]
    [InlineData("node-cidr-mask-size", "20", "10.244.0.0/16", "node-cidr-mask-size-ipv4", true)]
    [InlineData("node-cidr-mask-size", "112", "fd00::/108", "node-cidr-mask-size-ipv6", false)]
    [InlineData("node-cidr-mask-size-ipv4", "26", "10.244.0.0/25", null, true)]
    [InlineData("node-cidr-mask-size-ipv4", "26", "10.244.0.0/25,fd00::/56", null, true)]
    public async Task A_size_of_nodes_ranges_that_kubeadm_does_not_look_at(string argument, string size, string pods, string? words, bool isValid) => await CheckAsync(
        $"{Cluster}networking: {{ podSubnet: '{pods}', serviceSubnet: '{(pods.Contains(',', StringComparison.Ordinal) ? "10.96.0.0/12,fd01::/108" : "10.96.0.0/12")}' }}\ncontrollerManager: {{ extraArgs: [{{ name: {argument}, value: '{size}' }}] }}\n",
        words is null ? null : "controllerManager.extraArgs",
        words,
        isValid);

    [Theory]
    [InlineData("endpoints: [https://etcd.example]", "etcd.external.endpoints.0", "write https://etcd.example:2379")]
    [InlineData("endpoints: ['https://[2001:db8::1]/']", "etcd.external.endpoints.0", "write https://[2001:db8::1]:2379")]
    [InlineData("endpoints: ['https://a:2379', 'http://b']", "etcd.external.endpoints.1", "80 is taken")]
    [InlineData("endpoints: ['https://a:2379'], httpEndpoints: ['http://a']", "etcd.external.httpEndpoints.0", "write http://a:2381")]
    [InlineData("endpoints: ['https://a:443', 'https://[2001:db8::1]:2379']")]
    public async Task An_etcd_without_a_port(string external, string? field = null, string? words = null) =>
        await CheckAsync($"{Cluster}etcd: {{ external: {{ {external} }} }}\n", field, words);

    [Theory]
    [InlineData("unix:///run/folder", "is a folder")]
    [InlineData("unix:///run/file", "is a file")]
    [InlineData("unix://run/containerd.sock", "write unix:///run/containerd.sock")]
    [InlineData("unix:///run/socket")]
    [InlineData("unix:///run/is-not-there")]
    public async Task An_endpoint_that_is_no_socket(string endpoint, string? words = null)
    {
        _node.Memory.AddDirectory("/run/folder").Add("/run/file", "").AddOther("/run/socket").Add("/root/discovery.conf", Discovery("certificate-authority-data: Y2E="));
        var registration = $"nodeRegistration: {{ criSocket: '{endpoint}' }}\n";

        await CheckAsync($"{Cluster}---\n{Header}InitConfiguration\n{registration}", words is null ? null : "nodeRegistration.criSocket", words);
        await CheckAsync(Join + registration, words is null ? null : "nodeRegistration.criSocket", words);
    }

    [Theory]
    [InlineData("rotateCertificates: false", "false becomes true")]
    [InlineData("rotateCertificates: true")]
    [InlineData("serverTLSBootstrap: true")]
    public async Task A_kubelet_that_is_not_to_rotate(string field, string? words = null) =>
        await CheckAsync($"{Cluster}{Kubelet}{field}\n", words is null ? null : "rotateCertificates", words);

    [Theory]
    [InlineData("apps/v1", "Deployment", "Deployment 'web' (apps/v1) is an object of a cluster")]
    [InlineData("cilium.io/v2", "CiliumNode", "CiliumNode 'web' (cilium.io/v2) is an object of a cluster")]
    public async Task An_object_of_a_cluster(string version, string kind, string words) =>
        await CheckAsync($"{Cluster}---\napiVersion: {version}\nkind: {kind}\nmetadata: {{ name: web }}\n", "kind", words, isValid: false);

    [Fact]
    public async Task A_configuration_of_another_program_is_no_object_of_a_cluster() =>
        await CheckAsync($"{Cluster}---\napiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n", isValid: false);

    [Fact]
    public async Task An_object_of_the_first_group_is_refused_by_its_name()
    {
        var report = await TestAsync($"{Cluster}---\napiVersion: v1\nkind: Pod\nmetadata: {{ name: web }}\n");

        Assert.StartsWith("Pod 'web' (v1) is an object of a cluster", Assert.Single(report.Findings, finding => finding.Severity == FindingSeverity.Error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insecure-skip-tls-verify: true", "insecure-skip-tls-verify has the node trust any server")]
    [InlineData("tls-server-name: api", "it has no certificate authority")]
    [InlineData("certificate-authority: ca.crt", "ca.crt is not on this machine")]
    [InlineData("certificate-authority-data: Y2E=")]
    [InlineData("certificate-authority: here.crt")]
    public async Task An_insecure_discovery_file(string trust, string? words = null)
    {
        _node.Memory.Add("/root/discovery.conf", Discovery(trust)).Add("/root/here.crt", "ca");

        await CheckAsync(Join, words is null ? null : "discovery.file.kubeConfigPath", words);
    }

    [Fact]
    public async Task A_discovery_file_of_a_server_without_encryption()
    {
        _node.Memory.Add("/root/discovery.conf", Discovery("certificate-authority-data: Y2E=").Replace("https", "http", StringComparison.Ordinal));

        await CheckAsync(Join, "discovery.file.kubeConfigPath", "without encryption");
    }

    [Fact]
    public async Task Advice_says_where_its_field_is_written()
    {
        var report = await TestAsync($"{Cluster}networking:\n  podSubnet: 10.96.0.0/16\n");

        Assert.Equal(5, Assert.Single(report.Findings, finding => finding.Severity == FindingSeverity.Advice).Line);
    }

    private static string Discovery(string trust) =>
        $"apiVersion: v1\nkind: Config\nclusters: [{{ name: '', cluster: {{ server: 'https://192.0.2.2:6443', {trust} }} }}]\n";

    /// <summary>Looks for one advice, or for none.</summary>
    private async Task CheckAsync(string text, string? field = null, string? words = null, bool isValid = true)
    {
        var report = await TestAsync(text);

        var advice = report.Findings.Where(finding => finding.Severity == FindingSeverity.Advice).ToList();
        Assert.Equal(isValid, report.IsValid);
        if (field is null)
        {
            Assert.Empty(advice);
            return;
        }

        var only = Assert.Single(advice);
        Assert.Equal(field, only.Field);
        Assert.Contains(words!, only.Message, StringComparison.Ordinal);
    }

    private Task<Kubeadm.Engine.Configuration.ConfigurationReport> TestAsync(string text) => ConfigurationAdvisor.TestAsync(text, _node, VersionResolver.Offline, default);
}
