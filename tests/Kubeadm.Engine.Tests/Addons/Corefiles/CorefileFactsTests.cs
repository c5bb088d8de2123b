using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Tests.Addons.Corefiles;

/// <summary>The table of facts, against what kubeadm v1.36.3's library says of a Corefile with every plugin and option in it.</summary>
public sealed class CorefileFactsTests
{
    private static readonly string[] UnknownIn =
    [
        "cache disable: 1.1.4-1.9.3", "cache keepttl: 1.1.4-1.10.0", "cache serve_stale: 1.1.4-1.6.5 1.7.0-1.9.3", "cache servfail: 1.1.4-1.9.3",
        "errors consolidate: 1.1.4-1.2.5", "errors stacktrace: 1.1.4-1.9.2",
        "forward fail_fast: 1.1.4-1.11.3 1.12.0-1.14.2", "forward failfast_all_unhealthy_upstreams: 1.1.4-1.11.4",
        "forward max_concurrent: 1.1.4-1.6.7", "forward next: 1.1.4-1.11.3", "forward prefer_udp: 1.1.4",
        "k8s_external: 1.1.4-1.2.6", "k8s_external fallthrough: 1.3.0-1.10.1",
        "kubernetes kubeconfig: 1.1.4-1.2.2", "kubernetes resyncperiod: 1.8.0-1.14.2", "kubernetes transfer: 1.8.3-1.14.2", "kubernetes upstream: 1.8.0-1.14.2",
        "loop: 1.1.4-1.2.0", "proxy: 1.5.1-1.14.2", "ready: 1.1.4-1.4.0", "rewrite cname_target: 1.1.4-1.10.1", "rewrite ttl: 1.1.4-1.2.2", "transfer: 1.1.4-1.7.1",
    ];

    private static readonly string[] ChangedIn =
    [
        "kubernetes endpoint Deprecated: 1.3.1", "kubernetes endpoint Ignored: 1.4.0-1.14.2",
        "kubernetes resyncperiod Deprecated: 1.5.0-1.5.2", "kubernetes resyncperiod Ignored: 1.6.0-1.6.9", "kubernetes resyncperiod Removed: 1.7.0-1.7.1",
        "kubernetes transfer Removed: 1.8.0",
        "kubernetes upstream Deprecated: 1.4.0", "kubernetes upstream Ignored: 1.5.0-1.6.9", "kubernetes upstream Removed: 1.7.0-1.7.1",
        "proxy Deprecated: 1.4.0", "proxy Removed: 1.5.0", "proxy protocol Ignored: 1.1.4", "proxy protocol Removed: 1.2.0-1.3.1",
    ];

    private static readonly string Everything = ".:53 {\n" + string.Concat(CorefileFacts.Plugins.Select(plugin =>
        $"{plugin.Name} {{\n{string.Concat(plugin.Options.Select(option => (option.Pattern is null ? option.Name : option.Name.EndsWith("v4 address", StringComparison.Ordinal) ? "192.0.2.1" : "fd00:1::2") + " a b\n"))}}}\n")) + "}\n";

    [Fact]
    public void What_is_not_known_of_a_release_is_as_kubeadm_has_it() =>
        Assert.Equal(UnknownIn, Ranges(CorefileMigration.FindUnknown("1.1.3", "1.14.2", Everything), change => Name(change)));

    [Fact]
    public void What_a_release_changes_is_as_kubeadm_has_it() =>
        Assert.Equal(ChangedIn, Ranges(CorefileMigration.FindChanges("1.1.3", "1.14.2", Everything), change => $"{Name(change)} {change.State}"));

    [Fact]
    public void What_the_default_has_since_is_as_kubeadm_has_it() => Assert.Equal(
        ["loop  1.2.1", "ready  1.5.0", "health lameduck 1.6.5", "forward max_concurrent 1.7.0"],
        CorefileMigration.FindChanges("1.1.3", "1.14.2", ".:53 {\n forward . a\n health\n kubernetes a\n}")
            .Where(change => change.State == CorefileState.Default).Select(change => $"{change.Plugin} {change.Option} {change.Release}"));

    [Fact]
    public void Every_fact_holds_for_some_release()
    {
        var terms = CorefileFacts.Plugins.SelectMany(plugin => plugin.Options.Prepend(plugin)).ToList();
        Assert.True(terms.Count > 70, $"only {terms.Count} plugins and options were found");
        Assert.All(terms, term => Assert.All(term.Facts, fact =>
        {
            Assert.True(fact.Place > 0, $"{term.Name}: {fact.Since} is no release that can be migrated to");
            Assert.Same(fact, term.Facts.Last(other => other.Place <= fact.Place));
            Assert.Equal(fact.State == CorefileState.Default, fact.Words.Count > 0);
        }));
        Assert.All(CorefileFacts.Before.Keys.Concat(CorefileFacts.After.Keys), release => Assert.True(CoreDnsReleases.PlaceOf(release) > 0, release));
    }

    [Fact]
    public void The_release_of_each_Kubernetes_version_is_known() =>
        Assert.All(KubernetesReleases.All, release => Assert.True(CorefileMigration.IsUnchanged("1.8.3", CoreDnsReleases.Of(release.CoreDns)), release.CoreDns));

    private static string Name(CorefileChange change) => change.Option is null ? change.Plugin : $"{change.Plugin} {change.Option}";

    /// <summary>A line per thing with the releases it is true of, neighbouring ones as a range.</summary>
    private static IEnumerable<string> Ranges(IEnumerable<CorefileChange> changes, Func<CorefileChange, string> name) => changes
        .GroupBy(name).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key}: {string.Join(' ', Runs(group.Select(change => CoreDnsReleases.PlaceOf(change.Release))))}");

    private static IEnumerable<string> Runs(IEnumerable<int> places) => places
        .Select((place, at) => (Place: place, Run: place - at)).GroupBy(item => item.Run, item => CoreDnsReleases.All[item.Place])
        .Select(run => run.Count() == 1 ? run.First() : $"{run.First()}-{run.Last()}");
}
