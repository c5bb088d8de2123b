using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Tests.StaticPods;

/// <summary>What readers of manifests rely on: a Pod with a name and a container.</summary>
public sealed class StaticPodReaderTests
{
    [Theory]
    [InlineData("metadata: {name: etcd}\nspec: null", "spec.containers")]
    [InlineData("metadata: {name: etcd}\nspec: {}", "spec.containers")]
    [InlineData("metadata: {name: etcd}\nspec: {containers: []}", "spec.containers")]
    [InlineData("metadata: {name: etcd}\nspec: {containers: null}", "spec.containers")]
    [InlineData("metadata: null\nspec: {containers: [{name: etcd}]}", "metadata.name")]
    [InlineData("metadata: {name: ''}\nspec: {containers: [{name: etcd}]}", "metadata.name")]
    public void A_Pod_without_a_name_or_a_container_is_refused(string fields, string missing)
    {
        var error = Assert.Throws<KubeadmException>(() => StaticPodReader.Parse($"apiVersion: v1\nkind: Pod\n{fields}\n", "/etc/kubernetes/manifests/etcd.yaml"));

        Assert.Equal("InvalidManifest", error.ErrorId);
        Assert.Equal($"/etc/kubernetes/manifests/etcd.yaml: {missing} is missing or empty", error.Message);
        Assert.NotNull(error.Remedy);
    }
}
