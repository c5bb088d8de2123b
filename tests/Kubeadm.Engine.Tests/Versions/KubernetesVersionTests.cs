using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Versions;

public class KubernetesVersionTests
{
    [Theory]
    [InlineData("v1.36.3", "1.36.3")]
    [InlineData("1.37.0-alpha.1.20+4f3c", "1.37.0-alpha.1.20+4f3c")]
    public void Versions_are_read_with_and_without_v(string text, string expected) =>
        Assert.Equal(expected, KubernetesVersion.Parse(text).ToString());

    [Theory]
    [InlineData("1.36")]
    [InlineData("v01.36.3")]
    [InlineData("1.36.3-rc.01")]
    [InlineData("stable-1")]
    [InlineData("")]
    public void Texts_that_are_no_semantic_version_are_refused(string text) =>
        Assert.Equal("InvalidVersion", Assert.Throws<KubeadmException>(() => KubernetesVersion.Parse(text)).ErrorId);

    [Fact]
    public void Versions_are_ordered_as_semver_says()
    {
        string[] ordered = ["1.35.9", "1.36.0-alpha.1", "1.36.0-alpha.beta", "1.36.0-beta.2", "1.36.0-beta.11", "1.36.0-rc.1", "1.36.0", "1.36.1"];

        Assert.Equal(ordered, ordered.Reverse().Select(KubernetesVersion.Parse).Order().Select(version => version.ToString()));
    }

    [Theory]
    [InlineData("v1.36.1", "3.6.8-0", false)]
    [InlineData("v1.20.0", "3.6.8-0", true)]
    [InlineData("v1.40.0", "3.6.8-0", true)]
    public void Etcd_of_an_unknown_minor_is_the_nearest_with_a_warning(string version, string tag, bool warns)
    {
        var etcd = KubernetesReleases.Current.EtcdFor(KubernetesVersion.Parse(version));

        Assert.Equal((tag, warns), (etcd.Tag, etcd.Warning is not null));
    }

    [Fact]
    public void Skews_are_reckoned_from_the_current_minor()
    {
        var release = KubernetesReleases.Current;

        Assert.Equal("v1.35.0", release.MinimumControlPlane.ToTag());
        Assert.Equal("v1.33.0", release.MinimumKubelet.ToTag());
    }
}
