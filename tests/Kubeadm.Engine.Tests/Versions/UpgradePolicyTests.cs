using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Versions;

/// <summary>kubeadm's version skew policy, rule by rule.</summary>
public sealed class UpgradePolicyTests
{
    private static readonly NodeVersion[] Kubelets = [new("cp1", "v1.35.6"), new("w1", "v1.35.6")];

    [Theory]
    [InlineData("v1.36.3")]
    [InlineData("v1.36.0")]
    public void The_next_minor_is_allowed(string target) => Assert.Empty(Check(target));

    [Fact]
    public void The_same_version_of_the_tools_own_minor_is_allowed() => Assert.Empty(Check("v1.36.3", cluster: "v1.36.3"));

    [Fact]
    public void A_target_older_than_what_the_tool_deploys_is_refused_for_good() =>
        AssertFound(Check("v1.34.9", cluster: "v1.35.6"), ("TargetTooOld", false), ("TargetOfOlderMinor", true));

    [Fact]
    public void Two_minors_at_a_time_are_refused_for_good() => AssertFound(Check("v1.36.3", cluster: "v1.34.9"), ("UpgradeTooFar", false));

    [Fact]
    public void Two_minors_at_a_time_can_be_forced_to_a_preview() => AssertFound(
        Check("v1.37.0-alpha.1"), ("UpgradeTooFar", true), ("TargetNewerThanTool", true), ("TargetIsPreview", true));

    [Fact]
    public void A_downgrade_of_two_minors_is_refused_for_good() => AssertFound(
        Check("v1.35.0", cluster: "v1.37.0"), ("DowngradeTooFar", false), ("TargetOfOlderMinor", true));

    [Fact]
    public void A_minor_that_the_tool_does_not_know_is_refused_for_good() => AssertFound(
        Check("v1.37.0", cluster: "v1.36.3"), ("TargetNewerThanTool", false));

    [Fact]
    public void A_newer_patch_than_the_tools_own_can_be_forced() => AssertFound(Check("v1.36.4"), ("TargetNewerThanTool", true));

    [Theory]
    [InlineData("v1.35.6")]
    [InlineData("v1.35.0")]
    public void An_older_minor_than_the_tools_own_can_be_forced(string target) => AssertFound(Check(target), ("TargetOfOlderMinor", true));

    [Theory]
    [InlineData("v1.36.0-rc.1", false, false, true)]
    [InlineData("v1.36.0-rc.1", false, true, false)]
    [InlineData("v1.36.0-rc.1", true, false, false)]
    [InlineData("v1.36.0-beta.2", false, true, true)]
    [InlineData("v1.36.0-beta.2", true, false, false)]
    public void Previews_must_be_allowed_or_forced(string target, bool experimental, bool candidates, bool found)
    {
        var findings = Check(target, experimental: experimental, candidates: candidates);

        AssertFound(findings, found ? [("TargetIsPreview", true)] : []);
    }

    [Fact]
    public void Kubelets_more_than_three_minors_behind_are_named_with_their_nodes()
    {
        var findings = Check("v1.36.3", kubelets: [new("w1", "v1.32.0"), new("w2", "v1.33.0"), new("w3", "v1.32.0"), new("w4", "v1.31.9")]);

        AssertFound(findings, ("KubeletTooOld", true));
        Assert.Contains("v1.32.0 on w1, w3; v1.31.9 on w4", findings[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("w2", findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kubelets_that_cannot_be_read_can_be_forced()
    {
        AssertFound(Check("v1.36.3", kubelets: [new("w1", "unknown")]), ("KubeletVersionUnreadable", true));
        AssertFound(new UpgradePolicy(KubernetesReleases.Table).Check(Versions("v1.36.3") with { Kubelets = null }), ("KubeletsUnknown", true));
    }

    [Fact]
    public void All_rules_are_told_at_once_those_that_cannot_be_forced_first() => AssertFound(
        Check("v1.37.0", kubelets: [new("w1", "v1.32.0")]), ("UpgradeTooFar", false), ("TargetNewerThanTool", false), ("KubeletTooOld", true));

    [Fact]
    public void Another_major_is_beyond_every_skew() => AssertFound(
        Check("v2.0.0"), ("UpgradeTooFar", false), ("TargetNewerThanTool", false), ("KubeletTooOld", true));

    [Fact]
    public void Force_overrules_what_can_be_and_returns_it()
    {
        var policy = new UpgradePolicy(KubernetesReleases.Table);

        Assert.Equal(["TargetNewerThanTool"], policy.Enforce(Versions("v1.36.4"), force: true).Select(finding => finding.Rule));
        var refused = Assert.Throws<KubeadmException>(() => policy.Enforce(Versions("v1.37.0"), force: true));
        Assert.Equal("VersionNotAllowed", refused.ErrorId);
        Assert.All(policy.Check(Versions("v1.37.0")), finding => Assert.Contains(finding.Message, refused.Message, StringComparison.Ordinal));
        Assert.Equal("VersionNotAllowed", Assert.Throws<KubeadmException>(() => policy.Enforce(Versions("v1.36.4"), force: false)).ErrorId);
    }

    [Fact]
    public void A_further_entry_of_the_table_moves_every_rule()
    {
        var policy = new UpgradePolicy(MadeUp.Table);
        UpgradeVersions To(string target, string cluster) => Versions(target) with { Cluster = KubernetesVersion.Parse(cluster), Kubelets = [new("w1", "v1.34.0")] };

        Assert.Empty(policy.Check(To("v1.37.2", "v1.36.3")));
        AssertFound(policy.Check(To("v1.37.2", "v1.35.6")), ("UpgradeTooFar", false));
        AssertFound(policy.Check(To("v1.36.3", "v1.36.3")), ("TargetOfOlderMinor", true));
        AssertFound(policy.Check(To("v1.37.3", "v1.37.2")), ("TargetNewerThanTool", true));
    }

    [Theory]
    [InlineData("v1.35.6", "v1.36.3", "v1.36.3 or a newer v1.36")]
    [InlineData("v1.34.2", "v1.36.3", "v1.35.6 or a newer v1.35|v1.36.3 or a newer v1.36")]
    [InlineData("v1.33.0", "v1.36.3", "the newest v1.34|v1.35.6 or a newer v1.35|v1.36.3 or a newer v1.36")]
    [InlineData("v1.36.3", "v1.36.3", "")]
    public void A_long_way_goes_through_each_minor(string from, string to, string steps) => Assert.Equal(
        steps, string.Join('|', UpgradePath.Between(KubernetesVersion.Parse(from), KubernetesVersion.Parse(to), KubernetesReleases.Table)));

    private static IReadOnlyList<VersionFinding> Check(
        string target, string cluster = "v1.35.6", NodeVersion[]? kubelets = null, bool experimental = false, bool candidates = false) =>
        new UpgradePolicy(KubernetesReleases.Table).Check(Versions(target) with
        {
            Cluster = KubernetesVersion.Parse(cluster),
            Kubelets = kubelets ?? Kubelets,
            AllowExperimental = experimental,
            AllowReleaseCandidate = candidates,
        });

    private static UpgradeVersions Versions(string target) =>
        new() { Target = KubernetesVersion.Parse(target), Cluster = KubernetesVersion.Parse("v1.35.6"), Kubelets = Kubelets };

    private static void AssertFound(IReadOnlyList<VersionFinding> findings, params (string Rule, bool CanBeForced)[] expected) =>
        Assert.Equal(expected, findings.Select(finding => (finding.Rule, finding.CanBeForced)));
}
