using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Addons;

public sealed class KubeProxyUpgradeTests
{
    private readonly InMemoryApiServer _server = new(TimeProvider.System);

    [Fact]
    public async Task What_people_gave_the_DaemonSet_is_kept()
    {
        var api = await DeployAsync("""
            {"metadata":{"annotations":{"deprecated.daemonset.template.generation":"1","note":"ours"}},
             "spec":{"template":{"metadata":{"labels":{"mesh":"off"}},
              "spec":{"nodeSelector":{"kubernetes.io/os":"linux","no-proxy":"false"},"tolerations":[{"key":"a","operator":"Exists"}],
               "containers":[{"name":"kube-proxy","resources":{"requests":{"cpu":"50m"}}}]}}}}
            """);

        var result = await UpgradeAsync(api);

        var now = await api.AppsV1.ReadNamespacedDaemonSetAsync("kube-proxy", "kube-system");
        var pod = now.Spec.Template.Spec;
        Assert.Equal("registry.k8s.io/kube-proxy:v1.36.3", pod.Containers[0].Image);
        Assert.Equal("50m", pod.Containers[0].Resources.Requests["cpu"].ToString());
        Assert.Equal("a", Assert.Single(pod.Tolerations).Key);
        Assert.Equal("false", pod.NodeSelector["no-proxy"]);
        Assert.Equal("off", now.Spec.Template.Metadata.Labels["mesh"]);
        Assert.Equal("note", Assert.Single(now.Annotations()).Key);
        Assert.Equal(5, result.Kept.Count);
        Assert.All((await UpgradeAsync(api)).Changes, change => Assert.Equal(ChangeAction.Unchanged, change.Action));
    }

    [Fact]
    public async Task What_a_former_kubeadm_wrote_is_no_custom()
    {
        var api = await DeployAsync("""
            {"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/os":null,"beta.kubernetes.io/os":"linux"},
             "tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"},{"operator":"Exists"}]}}}}
            """);

        Assert.Empty((await UpgradeAsync(api)).Kept);

        var pod = (await api.AppsV1.ReadNamespacedDaemonSetAsync("kube-proxy", "kube-system")).Spec.Template.Spec;
        Assert.Null(Assert.Single(pod.Tolerations).Key);
        Assert.Equal("kubernetes.io/os", Assert.Single(pod.NodeSelector).Key);
    }

    [Theory]
    [InlineData("ConfigMap")]
    [InlineData("DaemonSet")]
    public async Task What_alone_is_gone_is_deployed(string gone)
    {
        var api = await DeployAsync("{}");
        if (gone == "ConfigMap")
        {
            await api.CoreV1.DeleteNamespacedConfigMapAsync("kube-proxy", "kube-system");
        }
        else
        {
            await api.AppsV1.DeleteNamespacedDaemonSetAsync("kube-proxy", "kube-system");
        }

        var result = await UpgradeAsync(api);

        Assert.Null(result.Absence);
        Assert.Equal(ChangeAction.Create, Assert.Single(result.Changes, change => change.Target == gone.ToLowerInvariant() + "s/kube-system/kube-proxy").Action);
    }

    /// <summary>A minor that changes a default is one more value in the table: it makes way, and what people gave does not.</summary>
    [Theory]
    [InlineData("""{"requests":{"cpu":"10m"}}""", """{"requests":{"cpu":"20m"}}""", 0)]
    [InlineData("""{"requests":{"cpu":"15m"}}""", """{"requests":{"cpu":"15m"}}""", 1)]
    public void A_default_of_a_made_up_minor_makes_way_for_the_next(string deployed, string expected, int kept)
    {
        static JsonObject Workload(string resources) => JsonNode.Parse(
            """{"spec":{"template":{"spec":{"containers":[{"name":"kube-proxy","resources":""" + resources + "}]}}}}")!.AsObject();
        var former = FormerDefaults.KubeProxy with { Resources = [JsonNode.Parse("""{"requests":{"cpu":"10m"}}""")!] };
        var wanted = Workload("""{"requests":{"cpu":"20m"}}""");

        Assert.Equal(kept, new KeptCustoms("kube-proxy", former).Keep(wanted, Workload(deployed)).Count);
        Assert.Equal(Workload(expected).ToJsonString(), wanted.ToJsonString());
    }

    internal static KubeProxySettings Settings(string version) => new()
    {
        Image = "registry.k8s.io/kube-proxy:" + version,
        Configuration = "kind: KubeProxyConfiguration\n",
        IsUserSupplied = false,
        ControlPlaneEndpoint = "https://192.0.2.10:6443",
    };

    private async Task<IKubernetes> DeployAsync(string custom)
    {
        var api = _server.CreateClient();
        await KubeProxyAddon.EnsureAsync(new ApiObjects(api), Settings("v1.35.6"), CancellationToken.None);
        await api.AppsV1.PatchNamespacedDaemonSetAsync(new V1Patch(custom, V1Patch.PatchType.StrategicMergePatch), "kube-proxy", "kube-system");
        return api;
    }

    private static Task<AddonUpgrade> UpgradeAsync(IKubernetes api) => KubeProxyAddon.UpgradeAsync(new ApiObjects(api), Settings("v1.36.3"), CancellationToken.None);
}
