using Kubeadm.Engine.Addons.Corefiles;

namespace Kubeadm.Engine.Tests.Addons.Corefiles;

public sealed class CorefileMigrationTests
{
    private const string Newest = "1.14.2";

    [Theory]
    [MemberData(nameof(CorefileMigrationCases.All), MemberType = typeof(CorefileMigrationCases))]
    public void A_migrated_Corefile_is_kubeadms_byte_for_byte(string what, string from, string to, string corefile, string migrated)
    {
        var actual = CorefileMigration.Migrate(from, to, corefile);

        Assert.True(migrated == actual, $"{what}:\n{actual}");
        Assert.Equal(actual, CorefileMigration.Migrate(to, to, actual));
    }

    [Theory]
    [InlineData("1.13.1-100", "1.13.1")]
    [InlineData("1.13.1_corp.1", "1.13.1")]
    [InlineData("1.99.0", "1.14.2")]
    [InlineData("1.8.2", "1.8.0")]
    [InlineData("1.0.6", "1.1.3")]
    [InlineData("latest", "1.1.3 to 1.14.2")]
    [InlineData("", "1.1.3 to 1.14.2")]
    public void A_release_that_is_not_known_is_an_error_with_its_tag_and_what_is_near(string tag, string near)
    {
        Func<object>[] ways =
        [
            () => CorefileMigration.Migrate(tag, Newest, "."), () => CorefileMigration.IsNeeded(tag, Newest, "."),
            () => CorefileMigration.FindUnknown(tag, Newest, "."), () => CorefileMigration.FindChanges(tag, Newest, "."),
        ];
        Assert.All(ways, way =>
        {
            var error = Assert.Throws<KubeadmException>(way);
            Assert.Equal(("UnknownCoreDnsRelease", tag), (error.ErrorId, error.Target));
            Assert.EndsWith(near, error.Message);
            Assert.Contains(tag.Length == 0 ? "without a tag" : $"\"{tag}\"", error.Message);
        });
    }

    [Fact]
    public void A_release_to_come_that_is_not_known_is_an_error_too() =>
        Assert.Equal("1.15.0", Assert.Throws<KubeadmException>(() => CorefileMigration.Migrate("1.13.1", "1.15.0", ".")).Target);

    [Fact]
    public void A_Corefile_is_not_taken_back() =>
        Assert.Equal("CoreDnsDowngrade", Assert.Throws<KubeadmException>(() => CorefileMigration.Migrate(Newest, "1.13.1", ".")).ErrorId);

    [Theory]
    [InlineData("a.example {\n  proxy b.example 192.0.2.1\n}", "line 2: the server block a.example forwards b.example alone")]
    [InlineData(". a.example {\n  forward b.example 192.0.2.1\n}", "the server block . a.example forwards")]
    [InlineData(".:53 {\n\n  forward\n}", "line 3: forward says neither")]
    public void A_stub_domain_that_cannot_have_a_block_of_its_own_is_an_error_with_its_line(string corefile, string said)
    {
        var error = Assert.Throws<KubeadmException>(() => CorefileMigration.Migrate("1.3.1", Newest, corefile));
        Assert.Equal("CorefileNotMigratable", error.ErrorId);
        Assert.Contains(said, error.Message);
    }

    // kubeadm drops what is in deeper braces without a word.
    [Theory]
    [InlineData(".:53 {\n  a {\n    b {\n      c\n    }\n  }\n}", 4)]
    [InlineData("{\n  errors\n}", 2)]
    [InlineData(".:53 {\n}\n}\n.:54 {\n}", 4)]
    public void What_cannot_be_kept_is_an_error_with_its_line(string corefile, int line)
    {
        var error = Assert.Throws<KubeadmException>(() => CorefileMigration.Migrate("1.13.1", Newest, corefile));
        Assert.Equal("CorefileNotUnderstood", error.ErrorId);
        Assert.Contains($"line {line}:", error.Message);
    }

    // kubeadm's library writes such words bare, and CoreDNS reads something else.
    [Theory]
    [InlineData("a \"b#c\"")]
    [InlineData("a \"\" b")]
    [InlineData("a \" b\"")]
    [InlineData("a \"\\\"b\"")]
    [InlineData("\"a b\" c")]
    public void Words_stay_what_they_are(string line) =>
        Assert.Equal($".:53 {{\n    {line}\n}}\n", CorefileMigration.Migrate("1.13.1", Newest, $".:53 {{\n  {line}\n}}"));

    [Fact]
    public void A_server_block_without_plugins_stays_one() =>
        Assert.Equal("a.example {\n}\n\nb.example,\nc.example {\n    log\n}\n", CorefileMigration.Migrate("1.13.1", Newest, "a.example {\n}\nb.example,\nc.example {\n log\n}\n"));

    // kubeadm ends with a panic here.
    [Fact]
    public void A_kubernetes_without_zones_has_its_transfer_moved_too() => Assert.Equal(
        ".:53 {\n    kubernetes\n    transfer {\n        to *\n    }\n}\n",
        CorefileMigration.Migrate("1.7.1", Newest, ".:53 {\n  kubernetes {\n    transfer to *\n  }\n}"));

    [Theory]
    [InlineData("1.13.1", "kubernetes {\n upstream\n}", false)]
    [InlineData("1.7.0", "kubernetes {\n upstream\n}", true)]
    [InlineData("1.6.2", "kubernetes {\n endpoint a b\n}", false)]
    [InlineData("1.6.7", "forward . a", true)]
    [InlineData("1.6.7", "forward . a {\n max_concurrent 1\n}", false)]
    [InlineData("1.2.0", "whoami", true)]
    public void A_migration_is_needed_for_what_was_removed_and_what_is_new_in_the_default(string from, string plugin, bool needed) =>
        Assert.Equal(needed, CorefileMigration.IsNeeded(from, Newest, $".:53 {{\n{plugin}\n}}"));

    [Fact]
    public void Every_release_from_1_8_0_works_unchanged_in_the_newest()
    {
        Assert.All(CoreDnsReleases.All, release =>
            Assert.Equal(CoreDnsReleases.PlaceOf(release) >= CoreDnsReleases.PlaceOf("1.8.0"), CorefileMigration.IsUnchanged(release, Newest)));
        Assert.True(CorefileMigration.IsUnchanged("", Newest));
        Assert.False(CorefileMigration.IsUnchanged(Newest, "1.13.1"));
    }
}
