using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Addons;

public sealed class CoreDnsUpgradeTests
{
    private const string Old = ".:53 {\n  kubernetes cluster.local {\n    upstream\n  }\n  loop\n  forward a.example 192.0.2.1\n  forward b.example 192.0.2.2\n  forward . 192.0.2.3\n}\n";

    private const string ToleratesAll = """{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}""";

    private readonly InMemoryApiServer _server = new(TimeProvider.System);
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task A_former_default_makes_way_for_the_new_one()
    {
        var api = await DeployAsync("v1.13.1", ".:53 {\n errors\n health {\n lameduck 5s\n }\n ready\n kubernetes my.domain {\n pods insecure\n fallthrough in-addr.arpa ip6.arpa\n ttl 30\n }\n prometheus :9153\n forward . 192.0.2.1 {\n max_concurrent 1000\n }\n cache 30\n loop\n reload\n loadbalance\n}\n");

        await UpgradeAsync(api);

        Assert.Equal(CoreDnsManifests.ConfigMap("cluster.local").Data["Corefile"], (await MapAsync(api)).Data["Corefile"]);
    }

    // kubeadm looks for the release "v1.7.0" here, does not find it and leaves CoreDNS behind.
    [Fact]
    public async Task A_tag_may_have_a_v()
    {
        var api = await DeployAsync("v1.6.7", Old);

        await UpgradeAsync(api);

        Assert.DoesNotContain("upstream", (await MapAsync(api)).Data["Corefile"]);
        Assert.Equal(Old, (await MapAsync(api)).Data["Corefile-backup"]);
        Assert.Equal("c:v1.14.2", Container(await DeploymentAsync(api)).Image);
    }

    [Fact]
    public async Task What_else_is_in_the_ConfigMap_is_kept()
    {
        var api = await DeployAsync("1.6.7", Old);
        await api.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"metadata":{"labels":{"team":"net"}},"data":{"zone.db":"x"}}""", V1Patch.PatchType.MergePatch), "coredns", "kube-system");

        await UpgradeAsync(api);

        var map = await MapAsync(api);
        Assert.Equal(("x", "net"), (map.Data["zone.db"], map.Labels()["team"]));
    }

    /// <summary>Killed after each of its writes, an upgrade is finished by the next one, and the old Corefile is still there.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_run_that_was_killed_is_finished_by_the_next(int writes)
    {
        var api = await DeployAsync("1.3.1", Old);
        var limit = _server.Writes.Count + writes;
        var killed = _server.CreateClient(new Killer(() => _server.Writes.Count >= limit));
        await Assert.ThrowsAsync<OperationCanceledException>(() => UpgradeAsync(killed));
        Assert.Equal(limit, _server.Writes.Count);

        await UpgradeAsync(api);
        var (map, deployment) = (await MapAsync(api), await DeploymentAsync(api));
        Assert.Equal(Old, map.Data["Corefile-backup"]);
        Assert.DoesNotContain("upstream", map.Data["Corefile"]);
        Assert.Equal(("c:v1.14.2", "Corefile"), (Container(deployment).Image, deployment.Spec.Template.Spec.Volumes[0].ConfigMap.Items[0].Key));

        var before = _server.Writes.Count;
        Assert.All((await UpgradeAsync(api)).Changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Equal(before, _server.Writes.Count);
    }

    [Fact]
    public async Task A_Corefile_that_cannot_be_migrated_leaves_CoreDNS_as_it_is()
    {
        var corefile = "a.example {\n  proxy b.example 192.0.2.1\n}\n";
        var api = await DeployAsync("1.3.1", corefile);

        var result = await UpgradeAsync(api);

        Assert.Equal(corefile, (await MapAsync(api)).Data["Corefile"]);
        Assert.Equal("c:1.3.1", Container(await DeploymentAsync(api)).Image);
        Assert.All(result.Changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
        Assert.Contains("line 2", Assert.Single(_warnings));
    }

    [Theory]
    [InlineData("v1.14.2", "v1.13.1")]
    [InlineData("v1.15.0", "v1.14.2")]
    [InlineData("v1.13.1", "v1.15.0")]
    public async Task CoreDNS_is_never_taken_back_nor_to_what_is_not_known(string deployed, string release)
    {
        var api = await DeployAsync(deployed, Old);
        var before = _server.Writes.Count;

        await UpgradeAsync(api, Settings(release));

        Assert.Equal(before, _server.Writes.Count);
        Assert.Contains("left as they are", Assert.Single(_warnings));
    }

    [Fact]
    public async Task A_DNS_of_another_name_gets_no_second_one_beside_it()
    {
        var api = _server.CreateClient();
        var other = CoreDnsDeployment.Of("c:v1.13.1", 1);
        other.Metadata.Name = "my-dns";
        await api.AppsV1.CreateNamespacedDeploymentAsync(other, "kube-system");

        await UpgradeAsync(api);

        Assert.Single(_server.Writes);
        Assert.Contains("my-dns", Assert.Single(_warnings));
    }

    [Fact]
    public async Task Several_DNS_Deployments_are_an_error()
    {
        var api = await DeployAsync("v1.13.1", Old);
        var other = CoreDnsDeployment.Of("c:v1.13.1", 1);
        other.Metadata.Name = "my-dns";
        await api.AppsV1.CreateNamespacedDeploymentAsync(other, "kube-system");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => UpgradeAsync(api));
        Assert.Equal("ManyDnsDeployments", error.ErrorId);
        Assert.Contains("my-dns", error.Message);
    }

    [Fact]
    public async Task A_Deployment_that_alone_is_gone_is_deployed_and_a_ConfigMap_too()
    {
        var api = await DeployAsync("v1.13.1", Old);
        await api.AppsV1.DeleteNamespacedDeploymentAsync("coredns", "kube-system");
        await UpgradeAsync(api);
        Assert.Equal((2, Old), ((await DeploymentAsync(api)).Spec.Replicas, (await MapAsync(api)).Data["Corefile"]));

        await api.CoreV1.DeleteNamespacedConfigMapAsync("coredns", "kube-system");
        await UpgradeAsync(api);
        Assert.StartsWith(".:53 {\n    errors", (await MapAsync(api)).Data["Corefile"]);
    }

    [Fact]
    public async Task What_people_gave_the_Deployment_is_kept()
    {
        var api = await DeployAsync("v1.13.1", Old);
        await CustomiseAsync(api, """
            {"metadata":{"labels":{"team":"net"},"annotations":{"deployment.kubernetes.io/revision":"3","note":"ours"}},
             "spec":{"replicas":5,"template":{"metadata":{"labels":{"mesh":"off"},"annotations":{"scrape":"yes"}},
              "spec":{"nodeSelector":{"kubernetes.io/os":"linux","role":"infra"},"priorityClassName":"mine",
               "tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"},{"key":"infra","operator":"Exists"}],
               "containers":[{"name":"coredns","resources":{"limits":{"memory":"1Gi"},"requests":{"cpu":"200m"}}}]}}}}
            """);
        var custom = await DeploymentAsync(api);

        var result = await UpgradeAsync(api);

        var now = await DeploymentAsync(api);
        Assert.Equal(("c:v1.14.2", 5, "net"), (Container(now).Image, now.Spec.Replicas, now.Labels()["team"]));
        Assert.Equal(new Dictionary<string, string> { ["note"] = "ours" }, now.Annotations());
        Same(custom, now, deployment => deployment.Spec.Template.Metadata);
        Same(custom, now, deployment => deployment.Spec.Template.Spec.NodeSelector);
        Same(custom, now, deployment => deployment.Spec.Template.Spec.Tolerations);
        Same(custom, now, deployment => Container(deployment).Resources);
        Assert.Equal(
            ["metadata.annotations[note]", "metadata.labels[team]", "spec.replicas", "spec.template.metadata.annotations[scrape]", "spec.template.metadata.labels[mesh]",
             "spec.template.spec.containers[coredns].resources", "spec.template.spec.nodeSelector", "spec.template.spec.tolerations"],
            result.Kept.Order(StringComparer.Ordinal));

        // What is not on the list is kubeadm's.
        Assert.Equal("system-cluster-critical", now.Spec.Template.Spec.PriorityClassName);
    }

    [Theory]
    [InlineData("""[{"key":"CriticalAddonsOnly","operator":"Exists"},{"key":"node-role.kubernetes.io/master","effect":"NoSchedule"}]""")]
    [InlineData("""[{"key":"node-role.kubernetes.io/master","effect":"NoSchedule"},{"key":"CriticalAddonsOnly","operator":"Exists"},{"key":"node-role.kubernetes.io/control-plane","effect":"NoSchedule"}]""")]
    public async Task What_a_former_kubeadm_wrote_is_no_custom(string tolerations)
    {
        var api = await DeployAsync("v1.13.1", Old);
        await CustomiseAsync(api, """{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/os":null,"beta.kubernetes.io/os":"linux"},"tolerations":""" + tolerations + "}}}}");

        var result = await UpgradeAsync(api);

        var now = (await DeploymentAsync(api)).Spec.Template.Spec;
        Assert.Equal("CriticalAddonsOnly node-role.kubernetes.io/control-plane", string.Join(' ', now.Tolerations.Select(toleration => toleration.Key)));
        Assert.Equal("kubernetes.io/os", Assert.Single(now.NodeSelector).Key);
        Assert.Empty(result.Kept);
    }

    [Fact]
    public async Task What_people_took_away_stays_away()
    {
        var api = await DeployAsync("v1.13.1", Old);
        await CustomiseAsync(api, """{"spec":{"template":{"spec":{"nodeSelector":null,"containers":[{"name":"coredns","resources":{"$patch":"replace"}}]}}}}""");

        await UpgradeAsync(api);

        var now = await DeploymentAsync(api);
        Assert.True(now.Spec.Template.Spec.NodeSelector is not { Count: > 0 });
        Assert.True(Container(now).Resources is not { Limits.Count: > 0 } and not { Requests.Count: > 0 });
    }

    [Fact]
    public async Task Patches_come_on_top_of_what_is_kept()
    {
        var api = await DeployAsync("v1.13.1", Old);
        await CustomiseAsync(api, """{"metadata":{"labels":{"team":"net"}},"spec":{"template":{"spec":{"tolerations":[{"key":"x","operator":"Exists"}]}}}}""");

        await UpgradeAsync(api, Patched(plain => StrategicMergePatch.Apply(plain, JsonNode.Parse(ToleratesAll), PatchSchema.Deployment)));

        var now = await DeploymentAsync(api);
        Assert.Null(Assert.Single(now.Spec.Template.Spec.Tolerations).Key);
        Assert.Equal("net", now.Labels()["team"]);
    }

    /// <summary>A JSON patch that adds or removes cannot be applied twice: what it made last time is no custom.</summary>
    [Theory]
    [InlineData("""{"metadata":{}}""", 3)]
    [InlineData("""{"metadata":{"labels":{"team":"net"}}}""", 3)]
    [InlineData("""{"spec":{"template":{"spec":{"tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"},{"key":"mine","operator":"Exists"},{"key":"patch","operator":"Exists"}]}}}}""", 3)]
    public async Task Patches_of_the_last_time_are_not_applied_to_themselves(string custom, int tolerations)
    {
        var settings = Patched(plain => JsonPatch.Apply(plain, JsonNode.Parse("""
            [{"op":"add","path":"/spec/template/spec/tolerations/-","value":{"key":"patch","operator":"Exists"}},
             {"op":"remove","path":"/spec/template/spec/containers/0/resources/limits"}]
            """)).AsObject());
        var api = await DeployAsync("v1.13.1", Old, settings with { Image = "c:v1.13.1" });
        await CustomiseAsync(api, custom);

        for (var run = 0; run < 2; run++)
        {
            await UpgradeAsync(api, settings);
            var now = await DeploymentAsync(api);
            Assert.Equal(tolerations, now.Spec.Template.Spec.Tolerations.Count);
            Assert.Single(now.Spec.Template.Spec.Tolerations, toleration => toleration.Key == "patch");
            Assert.True(Container(now).Resources.Limits is not { Count: > 0 });
        }
    }

    internal static CoreDnsSettings Settings(string release) => new()
    {
        Image = "registry.k8s.io/coredns/coredns:" + release, Release = release, DnsDomain = "cluster.local", ServiceAddress = "10.96.0.10",
    };

    private static CoreDnsSettings Patched(Func<JsonObject, JsonObject> patch) => Settings("v1.14.2") with { Image = "c:v1.14.2", PatchDeployment = patch };

    private static V1Container Container(V1Deployment deployment) => Assert.Single(deployment.Spec.Template.Spec.Containers);

    private static void Same(V1Deployment one, V1Deployment other, Func<V1Deployment, object> part) =>
        Assert.Equal(KubernetesJson.Serialize(part(one)), KubernetesJson.Serialize(part(other)));

    private static Task<V1ConfigMap> MapAsync(IKubernetes api) => api.CoreV1.ReadNamespacedConfigMapAsync("coredns", "kube-system");

    private static Task<V1Deployment> DeploymentAsync(IKubernetes api) => api.AppsV1.ReadNamespacedDeploymentAsync("coredns", "kube-system");

    private static Task<V1Deployment> CustomiseAsync(IKubernetes api, string patch) =>
        api.AppsV1.PatchNamespacedDeploymentAsync(new V1Patch(patch, V1Patch.PatchType.StrategicMergePatch), "coredns", "kube-system");

    private async Task<IKubernetes> DeployAsync(string tag, string corefile, CoreDnsSettings? settings = null)
    {
        var api = _server.CreateClient();
        await CoreDnsAddon.EnsureAsync(new ApiObjects(api), settings ?? Settings("v1.14.2") with { Image = "c:" + tag }, _warnings.Add, CancellationToken.None);
        await api.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch(new JsonObject { ["data"] = new JsonObject { ["Corefile"] = corefile } }.ToJsonString(), V1Patch.PatchType.MergePatch), "coredns", "kube-system");
        return api;
    }

    private Task<AddonUpgrade> UpgradeAsync(IKubernetes api, CoreDnsSettings? settings = null) =>
        CoreDnsAddon.UpgradeAsync(new ApiObjects(api), settings ?? Settings("v1.14.2") with { Image = "c:v1.14.2" }, _warnings.Add, CancellationToken.None);

    /// <summary>Ends what goes through it as the end of the process would.</summary>
    private sealed class Killer(Func<bool> isOver) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            isOver() ? throw new OperationCanceledException("killed") : base.SendAsync(request, cancellationToken);
    }
}
