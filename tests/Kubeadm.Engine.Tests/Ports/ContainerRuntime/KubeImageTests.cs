using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

public sealed class KubeImageTests
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("registry.k8s.io/coredns/coredns:v1.14.2", "registry.k8s.io/coredns/coredns", "v1.14.2", null, "coredns")]
    [InlineData("localhost:5000/etcd", "localhost:5000/etcd", "", null, "etcd")]
    [InlineData("localhost:5000/etcd:3.6.8-0", "localhost:5000/etcd", "3.6.8-0", null, "etcd")]
    [InlineData("localhost:5000/a/pause@" + Digest, "localhost:5000/a/pause", "", Digest, "pause")]
    [InlineData("localhost:5000/a/pause:3.10@" + Digest, "localhost:5000/a/pause", "3.10", Digest, "pause")]
    [InlineData("pause", "pause", "", null, "pause")]
    public void A_reference_is_taken_apart(string reference, string repository, string tag, string? digest, string component)
    {
        var image = new KubeImage(reference);

        Assert.Equal((repository, tag, digest, component), (image.Repository, image.Tag, image.Digest, image.Component));
        Assert.Equal(reference, image.ToString());
        Assert.Null(image.Present);
    }

    [Fact]
    public void Of_several_digests_that_of_its_own_repository_is_taken()
    {
        var found = new RuntimeImage("sha256:id", ["mirror.example/pause@sha256:other", "registry.k8s.io/pause@sha256:own"], 7);

        Assert.Equal("sha256:own", new KubeImage("registry.k8s.io/pause:3.10").With(found).Digest);
        Assert.Equal("sha256:other", new KubeImage("pause").With(found).Digest);
        Assert.Equal((true, "sha256:id", 7L), (new KubeImage("pause").With(found) is var image ? (image.Present!.Value, image.Id!, image.Size!.Value) : default));
        Assert.Equal((false, null), (new KubeImage("pause").With(null) is var none ? (none.Present!.Value, none.Id) : default));
    }
}
