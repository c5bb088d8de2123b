using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Preflight;

public sealed class CoreDnsChecksTests
{
    private readonly IKubernetes _api = new InMemoryApiServer(TimeProvider.System).CreateClient();

    [Fact]
    public async Task A_cluster_without_CoreDNS_is_none_to_worry_about() =>
        Assert.All(await CheckAsync(), check => Assert.Equal(PreflightOutcome.Passed, check.Outcome));

    [Fact]
    public async Task Unknown_plugins_and_options_are_told_once_with_the_releases()
    {
        await DeployAsync("1.6.7", ".:53 {\n  acl\n  forward . 192.0.2.1 {\n    made_up\n  }\n  transfer\n}\n");

        var (plugins, migration) = (await CheckAsync()) switch { var both => (both[0], both[1]) };

        Assert.Equal(("CoreDNSUnsupportedPlugins", PreflightOutcome.Failed), (plugins.Name, plugins.Outcome));
        const string Where = "of the Corefile in the ConfigMap kube-system/coredns): it is not known what CoreDNS";
        Assert.Equal(
            [
                $"plugin \"acl\" (server block .:53, line 2 {Where} 1.6.9 to 1.14.2 makes of it",
                $"option \"made_up\" of plugin \"forward\" (server block .:53, line 4 {Where} 1.6.9 to 1.14.2 makes of it",
                $"plugin \"transfer\" (server block .:53, line 6 {Where} 1.6.9 to 1.7.1 makes of it",
            ],
            plugins.Errors);
        Assert.Equal(("CoreDNSMigration", PreflightOutcome.Passed), (migration.Name, migration.Outcome));
    }

    [Fact]
    public async Task A_Corefile_that_cannot_be_migrated_is_told_with_the_line()
    {
        await DeployAsync("1.3.1", "a.example {\n  proxy b.example 192.0.2.1\n}\n");

        var migration = (await CheckAsync())[1];

        Assert.Equal(PreflightOutcome.Failed, migration.Outcome);
        Assert.Contains("line 2", migration.Message);
    }

    [Theory]
    [InlineData("v1.14.2")]
    [InlineData("1.14.2")]
    public async Task The_same_release_asks_for_nothing(string tag)
    {
        await DeployAsync(tag, ".:53 {\n  made_up\n}\n");
        Assert.All(await CheckAsync(), check => Assert.Equal(PreflightOutcome.Passed, check.Outcome));
    }

    [Fact]
    public async Task A_newer_CoreDNS_is_told()
    {
        await DeployAsync("v1.14.2", ".:53 {\n}\n");
        Assert.All(await CheckAsync("v1.13.1"), check => Assert.Contains("CoreDNS 1.14.2 is newer than 1.13.1", check.Message));
    }

    [Fact]
    public async Task A_Corefile_without_CoreDNS_or_a_ConfigMap_without_Corefile_is_told()
    {
        await DeployAsync("v1.13.1", ".:53 {\n}\n");
        await _api.AppsV1.DeleteNamespacedDeploymentAsync("coredns", "kube-system");
        Assert.All(await CheckAsync(), check => Assert.Contains("no Deployment has the label k8s-app=kube-dns", check.Message));

        await _api.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"data":{"Corefile":null}}""", V1Patch.PatchType.MergePatch), "coredns", "kube-system");
        Assert.All(await CheckAsync(), check => Assert.Contains("has no Corefile", check.Message));
    }

    [Fact]
    public async Task A_default_Corefile_without_CoreDNS_hinders_nothing_for_the_new_default_takes_its_place()
    {
        await DeployAsync("v1.13.1", CoreDnsManifests.ConfigMap("cluster.local").Data["Corefile"]);
        await _api.AppsV1.DeleteNamespacedDeploymentAsync("coredns", "kube-system");
        Assert.All(await CheckAsync(), check => Assert.Equal(PreflightOutcome.Passed, check.Outcome));
    }

    [Fact]
    public async Task A_ConfigMap_that_is_gone_is_written_anew_and_hinders_nothing()
    {
        await DeployAsync("v1.13.1", ".:53 {\n}\n");
        await _api.CoreV1.DeleteNamespacedConfigMapAsync("coredns", "kube-system");
        Assert.All(await CheckAsync(), check => Assert.Equal(PreflightOutcome.Passed, check.Outcome));
    }

    private Task<IReadOnlyList<PreflightCheck>> CheckAsync(string release = "v1.14.2")
    {
        var objects = new ApiObjects(_api);
        return PreflightRunner.RunAsync(
            [new CoreDnsUnsupportedPluginsCheck(objects, release), new CoreDnsMigrationCheck(objects, release)], IgnoredChecks.None, CancellationToken.None);
    }

    private async Task DeployAsync(string tag, string corefile)
    {
        await _api.AppsV1.CreateNamespacedDeploymentAsync(CoreDnsDeployment.Of("c:" + tag, 2), "kube-system");
        await _api.CoreV1.CreateNamespacedConfigMapAsync(
            new V1ConfigMap { Metadata = new() { Name = "coredns" }, Data = new Dictionary<string, string> { ["Corefile"] = corefile } }, "kube-system");
    }
}
