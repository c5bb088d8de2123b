using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Configuration;

public class ConfigurationLoaderTests
{
    private const string Init = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n";
    private const string Cluster = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n";
    private const string Join = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n";

    private static readonly LoadOptions Options = new() { VersionResolver = VersionResolver.Offline };
    private readonly FakeNode _node = new();

    [Fact]
    public async Task Without_file_and_flags_everything_has_its_default()
    {
        var init = (await InitAsync(null, new())).Configuration;

        Assert.Equal(("vm", "192.0.2.2", 6443), (init.NodeRegistration.Name, init.LocalApiEndpoint.AdvertiseAddress, init.LocalApiEndpoint.BindPort));
        Assert.Equal("unix:///var/run/containerd/containerd.sock", init.NodeRegistration.CriSocket);
        Assert.Equal("v1.36.3", init.Cluster.KubernetesVersion);
        Assert.True(BootstrapTokenText.TryParse(Assert.Single(init.BootstrapTokens).Token, out _));
        Assert.Equal(["10.96.0.10"], init.Cluster.Components.Kubelet.Document.ClusterDns);
    }

    [Fact]
    public async Task Flags_set_fields()
    {
        var init = (await InitAsync(null, new()
        {
            ApiServerBindPort = 7443,
            ControlPlaneEndpoint = "lb.example.com",
            NodeName = "Node-1",
            PodNetworkCidr = "10.244.0.0/16",
            FeatureGates = ["RootlessControlPlane=true"],
            TokenTtl = TimeSpan.Zero,
        })).Configuration;

        Assert.Equal("lb.example.com:7443", init.Cluster.ControlPlaneEndpoint);
        Assert.True(init.Cluster.FeatureGates["RootlessControlPlane"]);
        Assert.Equal(TimeSpan.Zero, init.BootstrapTokens[0].Ttl);
        Assert.Equal("10.244.0.0/16", init.Cluster.Components.KubeProxy.Document.ClusterCidr);
    }

    [Fact]
    public async Task Flags_that_a_file_excludes_are_named()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => InitAsync(Cluster, new InitFlags { PodNetworkCidr = "10.0.0.0/16", NodeName = "n" }));

        Assert.Equal("ValuesBesideFile", error.ErrorId);
        Assert.EndsWith(" for networking.podSubnet", error.Message, StringComparison.Ordinal);
        Assert.Equal(["PodNetworkCidr"], Assert.IsType<IEnumerable<string>>(error.Target, exactMatch: false));
    }

    [Fact]
    public async Task A_single_runtime_that_listens_is_taken_and_several_are_an_error()
    {
        _node.FakeNetwork.Listening.Add("/var/run/crio/crio.sock");
        Assert.Equal("unix:///var/run/crio/crio.sock", (await InitAsync(Cluster, new())).Configuration.NodeRegistration.CriSocket);

        _node.FakeNetwork.Listening.Add("/var/run/cri-dockerd.sock");
        Assert.Equal("nodeRegistration.criSocket", (await FailsAsync(Cluster, new())).Target);
    }

    [Fact]
    public async Task Unknown_fields_are_warnings_and_strictly_errors_with_their_line()
    {
        const string Yaml = Cluster + "notAField: 1\n";

        var finding = Assert.Single((await InitAsync(Yaml, new())).Findings, finding => finding.Field == "notAField");
        Assert.Equal(3, finding.Line);
        Assert.False((await TestAsync(Yaml)).IsValid);
    }

    [Theory]
    [InlineData(Cluster + "networking: {serviceSubnet: 10.96.0.0/33}\n", "networking.serviceSubnet")]
    [InlineData(Cluster + "networking: {serviceSubnet: 10.0.0.0/8}\n", "networking.serviceSubnet")]
    [InlineData(Cluster + "networking: {podSubnet: 10.0.0.0/25}\n", "networking.podSubnet")]
    [InlineData(Cluster + "networking: {podSubnet: \"10.0.0.0/16,10.1.0.0/16\"}\n", "networking.podSubnet")]
    [InlineData(Cluster + "kubernetesVersion: v1.34.0\n", "kubernetesVersion")]
    [InlineData(Cluster + "controlPlaneEndpoint: \"a b:1\"\n", "controlPlaneEndpoint")]
    [InlineData(Cluster + "etcd: {external: {endpoints: [\"http://a:2379\"], caFile: /a}}\n", "etcd.external.endpoints")]
    [InlineData(Cluster + "encryptionAlgorithm: RSA-1024\n", "encryptionAlgorithm")]
    [InlineData(Init + "localAPIEndpoint: {bindPort: 70000}\n", "localAPIEndpoint.bindPort")]
    [InlineData(Init + "bootstrapTokens: [{token: abcdef.0123456789abcdef, ttl: 1h, groups: [system:x]}]\n", "bootstrapTokens.0.groups")]
    public async Task Invalid_values_name_their_field(string yaml, string field) => Assert.Equal(field, (await FailsAsync(yaml, new())).Target);

    [Fact]
    public async Task Secrets_are_not_shown()
    {
        var error = await FailsAsync(Init + "certificateKey: \"00112233\"\nbootstrapTokens: [{token: topsecret}]\n", new());

        Assert.DoesNotContain("topsecret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("00112233", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1beta2", "convert the file to kubeadm.k8s.io/v1beta4")]
    [InlineData("v1alpha3", "write it anew")]
    public async Task Old_versions_are_refused_and_what_helps_is_named(string version, string remedy)
    {
        var error = await FailsAsync($"apiVersion: kubeadm.k8s.io/{version}\nkind: ClusterConfiguration\n", new());

        Assert.Contains(version, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flags_of_join_make_a_discovery_by_token()
    {
        var join = (await ConfigurationLoader.LoadJoinAsync(
            null,
            new() { ApiServerEndpoint = "10.0.0.1:6443", Token = "abcdef.0123456789abcdef", DiscoveryTokenCaCertHashes = ["sha256:ab"] },
            _node,
            Options,
            CancellationToken.None)).Configuration;

        Assert.Equal("abcdef.0123456789abcdef", join.Discovery.TlsBootstrapToken);
        Assert.Equal("10.0.0.1:6443", join.Discovery.BootstrapToken!.ApiServerEndpoint);
        Assert.Null(join.NodeRegistration.Taints);
    }

    [Fact]
    public async Task A_discovery_needs_a_token_or_a_file()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() =>
            ConfigurationLoader.LoadJoinAsync(Join, new(), _node, Options, CancellationToken.None));

        Assert.Equal("discovery", error.Target);
    }

    [Fact]
    public async Task Documents_of_v1beta1_are_converted_up_to_the_newest_version()
    {
        const string Yaml = """
            apiVersion: kubeadm.k8s.io/v1beta1
            kind: ClusterConfiguration
            kubernetesVersion: v1.14.0
            useHyperKubeImage: true
            dns:
              type: kube-dns
            apiServer:
              extraArgs:
                authorization-mode: Node,RBAC
              timeoutForControlPlane: 7m0s
            ---
            apiVersion: kubeadm.k8s.io/v1beta1
            kind: ClusterStatus
            apiEndpoints: {}
            """;

        var migrated = await ConfigurationConverter.MigrateAsync(Yaml, _node, VersionResolver.Offline, CancellationToken.None);

        Assert.Contains("controlPlaneComponentHealthCheck: 7m0s", migrated.Configuration, StringComparison.Ordinal);
        Assert.Contains("  - name: authorization-mode\n    value: Node,RBAC\n", migrated.Configuration, StringComparison.Ordinal);
        Assert.Contains("kubernetesVersion: v1.14.0\n", migrated.Configuration, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "useHyperKubeImage", "dns.type", "kind", "kubernetesVersion" },
            migrated.Findings.Select(finding => finding.Field).ToHashSet());
    }

    private Task<LoadedConfiguration<Engine.Configuration.Model.InitConfiguration>> InitAsync(string? yaml, InitFlags flags) =>
        ConfigurationLoader.LoadInitAsync(yaml, flags, _node, Options, CancellationToken.None);

    private Task<ConfigurationReport> TestAsync(string yaml) => ConfigurationReport.TestAsync(yaml, _node, VersionResolver.Offline, CancellationToken.None);

    private Task<ConfigurationException> FailsAsync(string yaml, InitFlags flags) => Assert.ThrowsAsync<ConfigurationException>(() => InitAsync(yaml, flags));
}
