using System.Text.Json.Nodes;
using k8s;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Addons;

/// <summary>The reference cases of addons in an upgrade: what kubeadm v1.36.3 does, and what is better where it is weak.</summary>
public sealed class AddonCasesTests
{
    private const string Release = "v1.14.2";

    private readonly List<string> _warnings = [];

    [SkippableFact]
    public async Task Case_408_a_Corefile_of_1_6_7_is_migrated_as_kubeadm_does_and_the_old_one_kept()
    {
        const string Case = "408-corefile-migration-kept-customs";
        var server = CaseCluster.Load(Case);

        var result = await UpgradeAsync(server);

        // Objects that are as they should be are not written, as kubeadm does.
        Assert.Equal(
            ["Update configmaps kube-system/coredns", "Patch deployments kube-system/coredns", "Update deployments kube-system/coredns"],
            server.Writes.Select(write => write.ToString()));
        var data = server.Writes[0].Object["data"]!;
        Assert.Equal(CaseCluster.Written(Case, "Corefile"), (string?)data["Corefile"]);
        Assert.Equal(CaseCluster.Written(Case, "Corefile-backup"), (string?)data["Corefile-backup"]);
        Assert.Equal(
            """{"spec":{"template":{"spec":{"volumes":[{"name":"config-volume","configMap":{"name":"coredns","items":[{"key":"Corefile-backup","path":"Corefile"}]}}]}}}}""",
            server.Writes[1].Patch!.ToJsonString());
        Assert.Equal("Corefile", (string?)Pod(server.Writes[2])["volumes"]![0]!["configMap"]!["items"]![0]!["key"]);
        Assert.Empty(result.Kept);
        Assert.Empty(_warnings);
    }

    [SkippableFact]
    public async Task Case_406_unknown_plugins_are_named_and_come_through_unchanged()
    {
        var server = CaseCluster.Load("406-corefile-unsupported-plugin");
        var before = await CorefileAsync(server);

        var checks = await CheckAsync(server);
        Assert.Equal(PreflightOutcome.Failed, checks[0].Outcome);
        Assert.Collection(
            checks[0].Errors,
            error => Assert.StartsWith("plugin \"whoami\" (server block grpc://., line 25 of the Corefile in the ConfigMap kube-system/coredns)", error),
            error => Assert.StartsWith("plugin \"grpc\" (server block grpc://., line 26 of", error));
        Assert.Equal(PreflightOutcome.Passed, checks[1].Outcome);

        await UpgradeAsync(server);
        Assert.Equal(before, await CorefileAsync(server));
        Assert.Equal("registry.k8s.io/coredns/coredns:v1.14.2", Image(server));
    }

    [SkippableTheory]
    [InlineData("registry.example.com/coredns:v1.13.1-100", "\"1.13.1-100\"")]
    [InlineData("registry.example.com/coredns:v1.13.1_corp.1", "\"1.13.1_corp.1\"")]
    [InlineData("registry.example.com:5000/coredns@sha256:0000000000000000000000000000000000000000000000000000000000000000", "without a tag")]
    [InlineData("registry.example.com/coredns:latest", "\"latest\"")]
    [InlineData("registry.k8s.io/coredns/coredns:v1.99.0", "\"1.99.0\"")]
    public async Task Case_407_a_CoreDNS_of_an_unknown_tag_is_named_by_both_checks_and_left_alone(string image, string named)
    {
        var server = await WithImageAsync(image);

        var checks = await CheckAsync(server);
        Assert.All(checks, check => Assert.Equal(PreflightOutcome.Failed, check.Outcome));
        Assert.All(checks, check => Assert.Contains(named, check.Message));
        Assert.All(checks, check => Assert.Contains("Deployment kube-system/coredns", check.Message));

        // kubeadm fails here, with the control plane upgraded already, or runs its own image over the one without a tag.
        var result = await UpgradeAsync(server);
        Assert.Empty(server.Writes);
        Assert.All(result.Changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Contains(named, Assert.Single(_warnings));
    }

    // As kubeadm: the first check asks of each release on the way whether it took what is in the Corefile.
    [SkippableTheory]
    [InlineData("registry.example.com/coredns:1.12.1", "")]
    [InlineData("registry.k8s.io/coredns/coredns:v1.3.1", "plugin \"ready\", option \"max_concurrent\", option \"disable\", option \"disable\"")]
    public async Task Case_407_a_CoreDNS_of_a_known_tag_is_upgraded(string image, string unknown)
    {
        var server = await WithImageAsync(image);

        var checks = await CheckAsync(server);
        Assert.Equal(unknown, string.Join(", ", checks[0].Errors.Select(error => string.Join(' ', error.Split(' ')[..2]))));
        Assert.Equal(PreflightOutcome.Passed, checks[1].Outcome);

        await UpgradeAsync(server);
        Assert.Equal("registry.k8s.io/coredns/coredns:v1.14.2", Image(server));
        Assert.Equal("deployments", Assert.Single(server.Writes).Resource);
        Assert.Empty(_warnings);
    }

    // kubeadm's checks fail here for want of a release, and its upgrade deploys both addons.
    [SkippableFact]
    public async Task Case_404_addons_that_were_removed_do_not_come_back()
    {
        var server = CaseCluster.Load("404-plan-without-addons");

        Assert.All(await CheckAsync(server), check => Assert.Equal((PreflightOutcome.Passed, "the cluster has no CoreDNS"), (check.Outcome, Assert.Single(check.Details))));
        var dns = await UpgradeAsync(server);
        var proxy = await KubeProxyAddon.UpgradeAsync(new ApiObjects(server.CreateClient()), KubeProxyUpgradeTests.Settings("v1.36.3"), CancellationToken.None);

        Assert.Empty(server.Writes);
        Assert.Empty(dns.Changes.Concat(proxy.Changes));
        Assert.Contains("an upgrade does not bring it back", dns.Absence);
        Assert.Contains("an upgrade does not bring it back", proxy.Absence);
    }

    [SkippableFact]
    public async Task Addons_that_nobody_changed_come_out_as_kubeadm_deploys_them()
    {
        var server = CaseCluster.Load("");
        await UpgradeAsync(server);
        await KubeProxyAddon.UpgradeAsync(new ApiObjects(server.CreateClient()), KubeProxyUpgradeTests.Settings("v1.36.3"), CancellationToken.None);

        var fresh = new InMemoryApiServer(TimeProvider.System);
        await CoreDnsAddon.EnsureAsync(new ApiObjects(fresh.CreateClient()), CoreDnsUpgradeTests.Settings(Release), _warnings.Add, CancellationToken.None);
        await KubeProxyAddon.EnsureAsync(new ApiObjects(fresh.CreateClient()), KubeProxyUpgradeTests.Settings("v1.36.3"), CancellationToken.None);

        Assert.Equal(["configmaps", "daemonsets", "deployments"], server.Writes.Select(write => write.Resource).Order());
        Assert.All(server.Writes.Where(write => write.Resource != "configmaps"), write =>
        {
            var actual = write.Object.DeepClone();
            actual["metadata"]!.AsObject().Remove("resourceVersion");
            var expected = fresh.Writes.Single(other => other.Resource == write.Resource).Object;
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{write}\nwanted {expected.ToJsonString()}\nis     {actual.ToJsonString()}");
        });
        Assert.Empty(_warnings);
    }

    private Task<AddonUpgrade> UpgradeAsync(InMemoryApiServer server) =>
        CoreDnsAddon.UpgradeAsync(new ApiObjects(server.CreateClient()), CoreDnsUpgradeTests.Settings(Release), _warnings.Add, CancellationToken.None);

    private static async Task<IReadOnlyList<PreflightCheck>> CheckAsync(InMemoryApiServer server)
    {
        var objects = new ApiObjects(server.CreateClient());
        return await PreflightRunner.RunAsync(
            [new CoreDnsUnsupportedPluginsCheck(objects, Release), new CoreDnsMigrationCheck(objects, Release)], IgnoredChecks.None, CancellationToken.None);
    }

    private static async Task<string> CorefileAsync(InMemoryApiServer server) =>
        (await server.CreateClient().CoreV1.ReadNamespacedConfigMapAsync("coredns", "kube-system")).Data["Corefile"];

    private static async Task<InMemoryApiServer> WithImageAsync(string image)
    {
        var server = CaseCluster.Load("407-coredns-unknown-version-tag");
        var deployment = JsonNode.Parse(KubernetesJson.Serialize(await server.CreateClient().AppsV1.ReadNamespacedDeploymentAsync("coredns", "kube-system")))!.AsObject();
        deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image;
        server.Seed("deployments", deployment);
        return server;
    }

    private static JsonNode Pod(RecordedWrite write) => write.Object["spec"]!["template"]!["spec"]!;

    private static string? Image(InMemoryApiServer server) => (string?)Pod(server.Writes.Last(write => write.Resource == "deployments"))["containers"]![0]!["image"];
}
