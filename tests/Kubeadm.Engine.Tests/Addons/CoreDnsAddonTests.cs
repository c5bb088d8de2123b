using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Addons;

public sealed class CoreDnsAddonTests
{
    private const string FormerDefault = """
        .:53 {
            errors
            health {
               lameduck 5s
            }
            ready
            kubernetes my.domain in-addr.arpa ip6.arpa {
               pods insecure
               fallthrough in-addr.arpa ip6.arpa
               ttl 30
            }
            prometheus :9153
            forward . 192.0.2.53 {
               max_concurrent 1000
            }
            cache 30
            loop
            reload
            loadbalance
        }
        """;

    private readonly List<string> _warnings = [];

    [Theory]
    [InlineData("v1.12.1", FormerDefault, ChangeAction.Update, ChangeAction.Update)]
    [InlineData("v1.12.1", ".:53 {\n  log\n}\n", ChangeAction.Unchanged, ChangeAction.Update)]
    [InlineData("v1.14.2", ".:53 {\n  log\n}\n", ChangeAction.Unchanged, ChangeAction.Unchanged)]
    [InlineData("1.6.2", ".:53 {\n  upstream\n}\n", ChangeAction.Unchanged, ChangeAction.Unchanged, true)]
    [InlineData("v1.15.0", ".:53 {\n  option-to-come\n}\n", ChangeAction.Unchanged, ChangeAction.Unchanged, true)]
    [InlineData("home-made", ".:53 {\n  log\n}\n", ChangeAction.Unchanged, ChangeAction.Unchanged, true)]
    [InlineData("home-made", "# nothing but this\n", ChangeAction.Update, ChangeAction.Update)]
    public async Task A_corefile_that_a_person_changed_is_kept(string tag, string corefile, string map, string deployment, bool warned = false)
    {
        var api = new InMemoryApiServer(TimeProvider.System).CreateClient();
        await EnsureAsync(api, "registry.k8s.io/coredns/coredns:" + tag);
        var kept = await api.CoreV1.ReadNamespacedConfigMapAsync("coredns", "kube-system");
        kept.Data["Corefile"] = corefile;
        await api.CoreV1.ReplaceNamespacedConfigMapAsync(kept, "coredns", "kube-system");

        var changes = await EnsureAsync(api, "registry.k8s.io/coredns/coredns:v1.14.2");

        Assert.Equal(map, changes.Single(c => c.Target == "configmaps/kube-system/coredns").Action);
        Assert.Equal(deployment, changes.Single(c => c.Target == "deployments/kube-system/coredns").Action);
        Assert.Equal(warned, _warnings.Count > 0);
    }

    [Fact]
    public async Task Replicas_that_a_person_set_are_kept()
    {
        var api = new InMemoryApiServer(TimeProvider.System).CreateClient();
        await EnsureAsync(api, "c:v1.12.1");
        await api.AppsV1.PatchNamespacedDeploymentAsync(new V1Patch("""{"spec":{"replicas":5}}""", V1Patch.PatchType.MergePatch), "coredns", "kube-system");

        await EnsureAsync(api, "c:v1.14.2");

        var deployment = await api.AppsV1.ReadNamespacedDeploymentAsync("coredns", "kube-system");
        Assert.Equal((5, "c:v1.14.2"), (deployment.Spec.Replicas, deployment.Spec.Template.Spec.Containers[0].Image));
    }

    [Fact]
    public async Task A_second_deployment_of_the_label_is_an_error()
    {
        var api = new InMemoryApiServer(TimeProvider.System).CreateClient();
        await EnsureAsync(api, "c:v1.14.2");
        await api.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment { Metadata = new() { Name = "other", Labels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" } }, Spec = new() { Selector = new(), Template = new() } },
            "kube-system");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => EnsureAsync(api, "c:v1.14.2"));
        Assert.Equal("ManyDnsDeployments", error.ErrorId);
    }

    private Task<IReadOnlyList<Change>> EnsureAsync(IKubernetes api, string image) => CoreDnsAddon.EnsureAsync(
        new ApiObjects(api),
        new CoreDnsSettings { Image = image, Release = "v1.14.2", DnsDomain = "cluster.local", ServiceAddress = "10.96.0.10" },
        _warnings.Add,
        CancellationToken.None);
}
