using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Tests.Upgrades;

namespace Kubeadm.Engine.Tests.ClusterObjects;

public sealed class ApiServerImagesTests
{
    private readonly ClusterCase _cluster = new();

    [Fact]
    public async Task Nodes_whose_API_server_runs_of_another_image_are_named_in_order()
    {
        _cluster.StaticPod("kube-apiserver", "cp3", "r/kube-apiserver:v1.35.6").StaticPod("kube-apiserver", "cp1", "r/kube-apiserver:v1.36.3")
            .StaticPod("kube-apiserver", "cp2", "r/kube-apiserver:v1.35.6").StaticPod("kube-apiserver", "cp4", "r/kube-apiserver:v1.36.3")
            .StaticPod("kube-scheduler", "cp5", "r/kube-scheduler:v1.35.6");

        Assert.Equal(["cp2", "cp3"], await FindAsync("cp1"));
    }

    [Fact]
    public async Task Where_all_run_of_the_same_there_is_none()
    {
        _cluster.StaticPod("kube-apiserver", "cp1", "r/kube-apiserver:v1.36.3").StaticPod("kube-apiserver", "cp2", "r/kube-apiserver:v1.36.3");

        Assert.Empty(await FindAsync("cp1"));
    }

    [Fact]
    public async Task The_nodes_own_is_by_its_manifest_whatever_the_cluster_knows_of_it()
    {
        _cluster.StaticPod("kube-apiserver", "cp1", "r/kube-apiserver:v1.35.6").StaticPod("kube-apiserver", "cp2", "r/kube-apiserver:v1.36.3");

        Assert.Empty(await FindAsync("cp1"));
        Assert.Equal(["cp1"], await FindAsync("cp3"));
    }

    [Fact]
    public async Task A_Pod_without_its_container_is_an_error()
    {
        _cluster.StaticPod("kube-apiserver", "cp1", "r/kube-apiserver:v1.36.3");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => FindAsync("cp2", container: "other"));

        Assert.Equal("ApiServerContainerNotFound", error.ErrorId);
        Assert.Contains("kube-apiserver-cp2", error.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> FindAsync(string node, string container = "kube-apiserver") => new ApiServerImages(_cluster.Connect()).FindOthersAsync(
        node,
        new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = $"kube-apiserver-{node}" },
            Spec = new V1PodSpec { Containers = [new V1Container { Name = container, Image = "r/kube-apiserver:v1.36.3" }] },
        },
        default);
}
