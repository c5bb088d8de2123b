using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Tests.Workflows.Upgrade;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>The checks before a node's member of etcd is upgraded, and that of versions.</summary>
public sealed class EtcdChecksTests
{
    [Fact]
    public async Task A_member_that_is_well_passes_each()
    {
        var node = await UpgradeCase.CreateAsync();

        var checks = await RunAsync(node);

        Assert.Equal(["EtcdVersion", "EtcdHealth", "BackupSpace"], checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.Equal((PreflightOutcome.Passed, ""), (check.Outcome, check.Message)));
        Assert.Empty(node.Writes);
    }

    [Fact]
    public async Task Where_no_member_runs_on_the_node_there_is_nothing_to_check()
    {
        var node = await UpgradeCase.CreateAsync();
        node.Node.Memory.DeleteFile(UpgradeRunCase.PathOf("etcd"));

        Assert.Empty(await RunAsync(node));
    }

    [Fact]
    public async Task Neither_is_there_for_an_etcd_of_others() => Assert.Empty(
        await RunAsync(await UpgradeCase.CreateAsync(etcd: "{external: {endpoints: ['https://192.0.2.31:2379'], caFile: /c, certFile: /d, keyFile: /e}}")));

    [Theory]
    [InlineData("stable", PreflightOutcome.Failed, "etcd.local.imageTag: \"stable\" is no version")]
    [InlineData("3.5.24-0", PreflightOutcome.Warning, "etcd 3.5.24-0 is older than the etcd that runs, 3.6.6-0, which is kept")]
    public async Task A_tag_that_is_no_version_fails_and_an_older_one_is_told(string tag, string outcome, string message)
    {
        var check = (await RunAsync(await UpgradeCase.CreateAsync(etcd: $"{{local: {{imageTag: {tag}}}}}")))[0];

        Assert.Equal(("EtcdVersion", outcome), (check.Name, check.Outcome));
        Assert.StartsWith(message, check.Message, StringComparison.Ordinal);
        Assert.Contains("etcd.local.imageTag", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_runs_and_is_no_version_fails()
    {
        var node = await UpgradeCase.CreateAsync();
        node.EditManifest("etcd", "etcd:3.6.6-0", "etcd:mine");

        var check = (await RunAsync(node))[0];

        Assert.Equal(PreflightOutcome.Failed, check.Outcome);
        Assert.StartsWith("the etcd that runs has the tag \"mine\"", check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.6.8-0", ", and is gone in 3.7")]
    [InlineData("3.7.0-0", ", and etcd 3.7.0-0 does not start with the old one")]
    public async Task An_argument_that_has_another_name_is_told(string tag, string end)
    {
        var node = await UpgradeCase.CreateAsync(etcd: $"{{local: {{imageTag: {tag}, extraArgs: [{{name: experimental-compact-hash-check-enabled, value: 'true'}}]}}}}");

        var check = (await RunAsync(node))[0];

        Assert.Equal(PreflightOutcome.Warning, check.Outcome);
        Assert.Equal($"etcd.local.extraArgs: experimental-compact-hash-check-enabled has another name from etcd 3.6 on, CompactHashCheck in feature-gates{end}", check.Message);
    }

    [Fact]
    public async Task Each_member_that_is_not_well_is_named_with_its_trouble()
    {
        var node = await UpgradeCase.CreateAsync();
        node.Etcd.Members.Add(FakeEtcdCluster.Voter(2, "192.0.2.11"));
        node.Etcd.Members.Add(FakeEtcdCluster.Voter(3, "192.0.2.12"));
        node.Etcd.Troubles["https://192.0.2.11:2379"] = "NOSPACE";
        node.Node.Clock = new LeapingClock();
        node.Etcd.Before = request => _ = request == "status https://192.0.2.12:2379" ? throw FakeEtcdCluster.Unreachable() : 0;

        var check = (await RunAsync(node))[1];

        Assert.Equal(("EtcdHealth", PreflightOutcome.Failed), (check.Name, check.Outcome));
        Assert.Equal(["etcd at https://192.0.2.11:2379 is not healthy: NOSPACE", "etcd at https://192.0.2.12:2379 is not healthy: no answer"], check.Errors);
    }

    [Fact]
    public async Task A_member_that_is_just_being_started_again_is_waited_for()
    {
        var node = await UpgradeCase.CreateAsync();
        node.Etcd.Members.Add(FakeEtcdCluster.Voter(2, "192.0.2.11"));
        var clock = new LeapingClock();
        node.Node.Clock = clock;
        node.Etcd.Before = request => _ = request == "status https://192.0.2.11:2379" && clock.Elapsed < TimeSpan.FromSeconds(30) ? throw FakeEtcdCluster.Unreachable() : 0;

        Assert.Equal(PreflightOutcome.Passed, (await RunAsync(node))[1].Outcome);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(33));
    }

    [Fact]
    public async Task A_member_that_answers_with_a_trouble_is_not_waited_for()
    {
        var node = await UpgradeCase.CreateAsync();
        var clock = new LeapingClock();
        node.Node.Clock = clock;
        node.Etcd.Troubles["https://192.0.2.10:2379"] = "NOSPACE";

        Assert.Equal(PreflightOutcome.Failed, (await RunAsync(node))[1].Outcome);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    }

    [Fact]
    public async Task An_etcd_of_which_nobody_answers_fails_at_once()
    {
        var node = await UpgradeCase.CreateAsync();
        var clock = new LeapingClock();
        node.Node.Clock = clock;
        node.Etcd.Before = _ => throw FakeEtcdCluster.Unreachable();

        var check = (await RunAsync(node))[1];

        Assert.Equal((PreflightOutcome.Failed, "etcd at https://192.0.2.10:2379 is not healthy: no answer"), (check.Outcome, check.Message));
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    }

    [Theory]
    [InlineData(false, "/etc/kubernetes")]
    [InlineData(true, "/etc/kubernetes/tmp")]
    public async Task A_copy_that_has_no_room_fails_with_both_sizes(bool hasFolder, string folder)
    {
        var node = await UpgradeCase.CreateAsync();
        node.Node.Memory.Add("/var/lib/etcd/member/snap/db", new string('x', 3 * 1024 * 1024));
        node.Node.Memory.FreeSpace = 1024 * 1024;
        if (hasFolder)
        {
            node.Node.Memory.Add("/etc/kubernetes/tmp/older", "");
        }

        var check = (await RunAsync(node))[2];

        Assert.Equal(("BackupSpace", PreflightOutcome.Failed), (check.Name, check.Outcome));
        Assert.Equal($"/var/lib/etcd has 3 MiB, and where {folder} is there are 1 MiB free", check.Message);
        Assert.Contains("older copies", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_just_fits_passes()
    {
        var node = await UpgradeCase.CreateAsync();
        node.Node.Memory.Add("/var/lib/etcd/member/snap/db", "12345");
        node.Node.Memory.FreeSpace = 5;

        Assert.Equal(PreflightOutcome.Passed, (await RunAsync(node))[2].Outcome);
    }

    [Theory]
    [InlineData("v1.36.3", "v1.35.6", PreflightOutcome.Passed)]
    [InlineData("v1.36.3", "v1.34.9", PreflightOutcome.Failed, "v1.36.3 is more than 1 minor version ahead of the cluster's v1.34.9")]
    [InlineData("v1.36.4-rc.1", "v1.35.6", PreflightOutcome.Failed, "v1.36.4-rc.1 is newer than this release", "v1.36.4-rc.1 is a preview")]
    public async Task Each_rule_about_versions_that_an_upgrade_breaks_is_named(string target, string cluster, string outcome, params string[] errors)
    {
        var versions = new UpgradeVersions { Target = KubernetesVersion.Parse(target), Cluster = KubernetesVersion.Parse(cluster), Kubelets = [] };
        var skew = new VersionSkewCheck(new UpgradePolicy(KubernetesReleases.Table), force: false, _ => Task.FromResult(versions));

        var check = Assert.Single(await PreflightRunner.RunAsync([skew], IgnoredChecks.None, default));

        Assert.Equal(("VersionSkew", outcome), (check.Name, check.Outcome));
        Assert.Equal(errors.Length, check.Errors.Count);
        Assert.All(errors.Zip(check.Errors), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<PreflightCheck>> RunAsync(UpgradeCase node)
    {
        node.Configuration.Cluster.KubernetesVersion = "v1.36.3";
        var checks = EtcdChecks.Create(node.Node, new EtcdReview(node.Objects, node.Node.Files, _ => node.Etcd), node.Configuration.Cluster, KubernetesReleases.Current);
        return PreflightRunner.RunAsync(checks, IgnoredChecks.None, default);
    }
}
