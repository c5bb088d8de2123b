using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.ClusterObjects;

/// <summary>A node's part of the configuration, put together from its objects.</summary>
public sealed class NodeConfigurationReaderTests
{
    private readonly InMemoryApiServer _server = new(TimeProvider.System);
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_control_plane_is_told_with_its_taints_and_the_endpoint_of_its_own_API_server()
    {
        Seed("nodes", Node("cp1", isControlPlane: true, socket: "unix:///run/crio.sock"));
        Seed("pods", ApiServer("cp1", "[fd00::1]:7443"));
        Seed("pods", ApiServer("cp2", "10.0.0.2:6443"));

        var init = await ReadAsync("cp1");

        Assert.Equal(("cp1", "unix:///run/crio.sock"), (init.NodeRegistration.Name, init.NodeRegistration.CriSocket));
        Assert.Equal((ClusterNames.ControlPlaneLabel, "NoSchedule"), (Assert.Single(init.NodeRegistration.Taints!).Key, init.NodeRegistration.Taints![0].Effect));
        Assert.Equal(("fd00::1", 7443), (init.LocalApiEndpoint.AdvertiseAddress, init.LocalApiEndpoint.BindPort));
        Assert.Empty(init.BootstrapTokens);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task A_worker_has_no_endpoint_and_one_without_taints_has_an_empty_list_of_them()
    {
        Seed("nodes", Node("w1", isControlPlane: false, socket: null));

        var init = await ReadAsync("w1", () => "unix:///run/found.sock");

        Assert.Equal("unix:///run/found.sock", init.NodeRegistration.CriSocket);
        Assert.Empty(init.NodeRegistration.Taints!);
        Assert.Equal(("", 0), (init.LocalApiEndpoint.AdvertiseAddress, init.LocalApiEndpoint.BindPort));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_warned_of()
    {
        Seed("nodes", Node("cp1", isControlPlane: true, socket: null));

        var init = await ReadAsync("cp1");

        Assert.Equal("", init.NodeRegistration.CriSocket);
        Assert.Equal([true, true], [_warnings[0].Contains("socket", StringComparison.Ordinal), _warnings[1].Contains("endpoint", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_node_that_the_cluster_does_not_have_is_an_error() =>
        Assert.Equal("NodeNotFound", (await Assert.ThrowsAsync<KubeadmException>(() => ReadAsync("nobody"))).ErrorId);

    private Task<InitConfiguration> ReadAsync(string name, Func<string?>? socket = null) =>
        new NodeConfigurationReader(new ApiObjects(_server.CreateClient(), new ApiRetry(TimeSpan.Zero)), _warnings.Add).ReadAsync(name, socket ?? (() => null), default);

    private void Seed(string resource, object value) => _server.Seed(resource, JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject());

    private static V1Node Node(string name, bool isControlPlane, string? socket) => new()
    {
        ApiVersion = "v1",
        Kind = "Node",
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Labels = isControlPlane ? new Dictionary<string, string> { [ClusterNames.ControlPlaneLabel] = "" } : null,
            Annotations = socket is null ? null : new Dictionary<string, string> { [ClusterNames.CriSocketAnnotation] = socket },
        },
        Spec = new V1NodeSpec { Taints = isControlPlane ? [new V1Taint { Key = ClusterNames.ControlPlaneLabel, Effect = "NoSchedule" }] : null },
    };

    private static V1Pod ApiServer(string node, string endpoint) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new V1ObjectMeta
        {
            Name = "kube-apiserver-" + node,
            NamespaceProperty = "kube-system",
            Labels = new Dictionary<string, string> { ["component"] = "kube-apiserver", ["tier"] = "control-plane" },
            Annotations = new Dictionary<string, string> { ["kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint"] = endpoint },
        },
        Spec = new V1PodSpec { NodeName = node, Containers = [] },
    };
}
