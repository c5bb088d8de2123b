using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Upgrades;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>Which versions a cluster runs.</summary>
public sealed class ClusterVersionsTests
{
    [Fact]
    public async Task Components_are_listed_by_component_and_version_with_their_nodes()
    {
        var cluster = new ClusterCase()
            .StaticPod("etcd", "cp1", "registry.example.com:5000/etcd:3.6.6_corp.1")
            .StaticPod("kube-scheduler", "cp1", "registry.k8s.io/kube-scheduler:v1.35.6")
            .StaticPod("kube-apiserver", "cp1", "registry.k8s.io/kube-apiserver:v1.36.3@sha256:abc")
            .StaticPod("kube-apiserver", "cp2", "registry.k8s.io/kube-apiserver:v1.35.6")
            .StaticPod("kube-vip", "cp1", "registry.example.com/kube-vip:v0.8");

        var components = await new ClusterVersions(cluster.Connect()).ReadComponentsAsync(default);

        Assert.Equal(
            ["kube-apiserver v1.35.6 on cp2", "kube-apiserver v1.36.3 on cp1", "kube-scheduler v1.35.6 on cp1", "etcd 3.6.6+corp.1 on cp1"],
            components.Select(component => component.ToString()));
    }

    [Fact]
    public async Task The_newest_API_server_is_the_clusters_version()
    {
        var cluster = new ClusterCase()
            .StaticPod("kube-apiserver", "cp1", "r/kube-apiserver:v1.36.3")
            .StaticPod("kube-apiserver", "cp2", "r/kube-apiserver:v1.35.10");
        var versions = new ClusterVersions(cluster.Connect());

        Assert.Equal("v1.36.3", (await versions.ReadNewestApiServerAsync(await versions.ReadComponentsAsync(default), default)).ToTag());
    }

    [Fact]
    public async Task An_image_without_a_tag_leaves_it_to_the_API_server_to_say()
    {
        var cluster = new ClusterCase().StaticPod("kube-apiserver", "cp1", "r/kube-apiserver@sha256:abc");
        var versions = new ClusterVersions(cluster.Connect(new Version("v1.35.6+k3s1")));

        Assert.Equal("v1.35.6+k3s1", (await versions.ReadNewestApiServerAsync(await versions.ReadComponentsAsync(default), default)).ToTag());
    }

    [Fact]
    public async Task A_version_that_is_none_is_an_error()
    {
        var error = await Assert.ThrowsAsync<KubeadmException>(() => new ClusterVersions(new ClusterCase().Connect(new Version("devel"))).ReadApiServerAsync(default));

        Assert.Equal("InvalidVersion", error.ErrorId);
    }

    [Fact]
    public async Task A_dry_run_asks_the_live_cluster_for_its_version()
    {
        using var dryRun = new DryRunCluster(new ClusterCase().Connect(new Version("v1.35.6")).Api, TimeProvider.System);

        Assert.Equal("v1.35.6", (await new ClusterVersions(new(dryRun.Client)).ReadApiServerAsync(default)).ToTag());
    }

    [Fact]
    public async Task Nodes_are_read_page_by_page_and_once()
    {
        var pages = new Pages("v1.33.1", "v1.35.6", "v1.35.6");
        var nodes = new ClusterNodes(new ClusterCase().Connect(pages));

        Assert.Equal(["n0: v1.33.1", "n1: v1.35.6", "n2: v1.35.6"], (await nodes.ReadKubeletsAsync(default)).Select(node => node.ToString()));
        Assert.True(await nodes.HasSchedulableAsync(default));
        Assert.Equal(["500:", "500:1", "500:2"], pages.Asked);
    }

    /// <summary>A server that gives one Node a page.</summary>
    private sealed class Pages(params string[] kubelets) : DelegatingHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
            Asked.Add($"{query["limit"]}:{query["continue"]}");
            var at = int.Parse(query["continue"] ?? "0");
            var page = new JsonObject
            {
                ["kind"] = "NodeList",
                ["apiVersion"] = "v1",
                ["metadata"] = at + 1 < kubelets.Length ? new JsonObject { ["continue"] = $"{at + 1}" } : new JsonObject(),
                ["items"] = new JsonArray(JsonNode.Parse(
                    $$"""{"metadata":{"name":"n{{at}}"},"status":{"nodeInfo":{"kubeletVersion":"{{kubelets[at]}}"} } }""")),
            };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(page.ToJsonString()) });
        }
    }

    /// <summary>A server of a version.</summary>
    private sealed class Version(string version) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.TrimEnd('/') == "/version"
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent($$"""{"major":"1","minor":"35","gitVersion":"{{version}}"}""") })
                : base.SendAsync(request, cancellationToken);
    }
}
