using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Reporting;
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
    public async Task A_node_without_one_is_an_error()
    {
        _cluster.StaticPod("kube-apiserver", "cp2", "r/kube-apiserver:v1.36.3");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => FindAsync("cp1"));

        Assert.Equal("ApiServerPodNotFound", error.ErrorId);
        Assert.Contains("cp1", error.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> FindAsync(string node) => new ApiServerImages(_cluster.Connect()).FindOthersAsync(node, default);
}
