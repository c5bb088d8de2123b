using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>Which etcd a node runs after an upgrade.</summary>
public sealed class EtcdTargetTests
{
    [Theory]
    [InlineData("registry.k8s.io/etcd:3.6.6-0", "", "3.6.8-0")]
    [InlineData("registry.k8s.io/etcd:3.6.8-0", "", "3.6.8-0")]
    [InlineData("mirror.example.com/etcd:3.6.8-0", "3.6.8_mine.1", "3.6.8+mine.1")]
    [InlineData("registry.k8s.io/etcd:3.5.24-0", "3.6.4-0", "3.6.4-0")]
    public void A_newer_one_or_the_same_is_gone_to(string image, string wanted, string tag) =>
        Assert.Equal(new EtcdTarget { Tag = tag }, Of(image, wanted));

    [Theory]
    [InlineData("registry.k8s.io/etcd:3.6.9-0", "", "etcd 3.6.8-0 is older than the etcd that runs, 3.6.9-0, which is kept")]
    [InlineData("registry.k8s.io/etcd:3.6.8-1", "3.6.8-0", "etcd 3.6.8-0 is older than the etcd that runs, 3.6.8-1, which is kept")]
    [InlineData("registry.k8s.io/etcd:3.6.9_mine", "3.5.24-0", "etcd 3.5.24-0 is older than the etcd that runs, 3.6.9+mine, which is kept")]
    public void An_older_one_is_not_and_the_one_that_runs_is_kept(string image, string wanted, string reason)
    {
        var target = Of(image, wanted);

        Assert.Equal((reason, null), (target.ReasonToKeep, target.Problem));
        Assert.Equal(ClusterVersions.VersionOfTag(image[(image.LastIndexOf(':') + 1)..]), target.Tag);
    }

    [Theory]
    [InlineData("registry.k8s.io/etcd:latest", "the etcd that runs has the tag \"latest\", which is no version, so that it cannot be told whether 3.6.8-0 is newer")]
    [InlineData("registry.k8s.io/etcd", "the etcd that runs has the tag \"\", which is no version")]
    [InlineData(null, "the etcd that runs has the tag \"\", which is no version")]
    public void A_tag_that_runs_and_is_no_version_is_a_problem(string? image, string problem)
    {
        var target = Of(image, "");

        Assert.StartsWith(problem, target.Problem, StringComparison.Ordinal);
        Assert.Null(target.ReasonToKeep);
    }

    [Fact]
    public void A_tag_to_come_that_is_no_version_is_a_problem() => Assert.Equal(
        "etcd.local.imageTag: \"stable\" is no version, so that it cannot be told whether it is newer than the etcd that runs, 3.6.6-0",
        Of("registry.k8s.io/etcd:3.6.6-0", "stable").Problem);

    [Fact]
    public void The_configuration_stays_as_it_is()
    {
        var cluster = new ClusterConfiguration { KubernetesVersion = "v1.35.6", Etcd = { Local = new LocalEtcd() } };

        EtcdTarget.Of(cluster, KubernetesVersion.Parse("v1.36.3"), KubernetesReleases.Current, "3.6.6-0");

        Assert.Equal("v1.35.6", cluster.KubernetesVersion);
    }

    private static EtcdTarget Of(string? image, string wanted)
    {
        var cluster = new ClusterConfiguration { KubernetesVersion = "v1.36.3", Etcd = { Local = new LocalEtcd { ImageTag = wanted } } };
        return EtcdTarget.OfImage(cluster, KubernetesReleases.Current, image);
    }
}
