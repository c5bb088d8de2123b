using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>To which versions a cluster can be upgraded, by what the release server tells.</summary>
public sealed class UpgradeTargetsTests
{
    [Theory]
    [InlineData("v1.35.6", "v1.36.3", "v1.35.9", "v1.35.9 version in the v1.35 series|v1.36.3 stable version")]
    [InlineData("v1.35.6", "v1.36.3", "v1.35.6", "v1.36.3 stable version")]
    [InlineData("v1.35.6", "v1.36.3", null, "v1.36.3 stable version")]
    [InlineData("v1.35.6", null, "v1.35.9", "v1.35.9 version in the v1.35 series|v1.36.3 stable version")]
    [InlineData("v1.36.1", "v1.36.3", "v1.36.3", "v1.36.3 version in the v1.36 series")]
    [InlineData("v1.36.1", null, null, "v1.36.3 version in the v1.36 series")]
    [InlineData("v1.36.3", "v1.36.3", "v1.36.3", "")]
    [InlineData("v1.36.4", null, "v1.36.5", "")]
    [InlineData("v1.36.0-rc.1", "v1.35.9", "v1.35.9", "")]
    public void Releases(string cluster, string? stable, string? series, string expected) =>
        Assert.Equal(expected, Describe(cluster, new KnownReleases { Stable = Parse(stable), Series = Parse(series) }));

    [Theory]
    [InlineData("v1.37.0-alpha.2", "v1.36.0-rc.1", true, true, "v1.36.0-rc.1 release candidate version|v1.37.0-alpha.2 experimental version")]
    [InlineData("v1.37.0-alpha.2", "v1.36.0-rc.1", false, true, "v1.36.0-rc.1 release candidate version")]
    [InlineData("v1.37.0-alpha.0", "v1.36.0-beta.2", true, true, "v1.36.0-beta.2 experimental version")]
    [InlineData("v1.37.0-alpha.2", "v1.36.0-rc.1", false, false, "")]
    [InlineData(null, null, true, true, "")]
    public void Previews(string? latest, string? previous, bool experimental, bool candidates, string expected)
    {
        var known = new KnownReleases { Stable = Parse("v1.35.6"), Series = Parse("v1.35.6"), Latest = Parse(latest), Previous = Parse(previous) };

        Assert.Equal(expected, Describe("v1.35.6", known, experimental, candidates));
    }

    [Theory]
    [InlineData("v1.36.3", "version that was asked for", "v1.36.3")]
    [InlineData("v1.35.9", "version in the v1.35 series", "v1.36.3")]
    [InlineData("v1.36.4", "version that was asked for", "v1.36.4")]
    public void A_version_that_was_asked_for_is_one_of_a_series_only_where_it_is(string version, string description, string tool)
    {
        var target = Assert.Single(Targets("v1.35.6").Of(KubernetesVersion.Parse(version)));

        Assert.Equal((description, tool, UpgradeTarget.Requested), (target.Description, target.Tool.ToTag(), target.Source));
        Assert.Empty(Targets(version).Of(KubernetesVersion.Parse(version)));
    }

    private static string Describe(string cluster, KnownReleases known, bool experimental = false, bool candidates = false) =>
        string.Join('|', Targets(cluster).Of(known, experimental, candidates).Select(target => $"{target.Version.ToTag()} {target.Description}"));

    private static UpgradeTargets Targets(string cluster) => new(KubernetesVersion.Parse(cluster), KubernetesReleases.Current.Current);

    private static KubernetesVersion? Parse(string? version) => version is null ? null : KubernetesVersion.Parse(version);
}
