using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Tests.Ports.Cluster;

namespace Kubeadm.Engine.Tests.ClusterObjects;

/// <summary>The same objects against a real API server: its defaulting, its validation, its authorizer.</summary>
public sealed class RealApiServerTests(RealApiServer server) : IClassFixture<RealApiServer>
{
    [SkippableFact]
    public async Task Init_then_nothing_more_to_write()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var reference = ReferenceObjects.Load("upload-certs");
        var api = server.Connect();
        await AdminBinding.EnsureAsync(api, api, new ApiRetry(TimeSpan.FromMinutes(2)), CancellationToken.None);
        await api.CoreV1.CreateNodeAsync(KubernetesJson.Deserialize<V1Node>("""{"metadata":{"name":"cp1","labels":{"kubernetes.io/hostname":"cp1"}}}"""));

        var first = await InitObjectsTests.ApplyAsync(api, reference);
        var counter = new WriteCounter();
        var second = await InitObjectsTests.ApplyAsync(server.Connect(counter), reference);

        Assert.DoesNotContain(first, change => change.Action == ChangeAction.Unchanged);
        Assert.Equal([], second.Where(change => change.Action != ChangeAction.Unchanged).Select(change => change.ToString()));
        Assert.Equal(0, counter.Writes);
        var node = await api.CoreV1.ReadNodeAsync("cp1");
        Assert.Contains(node.Spec.Taints, taint => taint.Key == ClusterNames.ControlPlaneLabel);

        await ChangeAndRestoreAsync(api, reference);
        await UpdateServiceAsync(api);
    }

    private static async Task ChangeAndRestoreAsync(IKubernetes api, ReferenceObjects reference)
    {
        var patch = new V1Patch("""[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"other:1"}]""", V1Patch.PatchType.JsonPatch);
        await api.AppsV1.PatchNamespacedDaemonSetAsync(patch, "kube-proxy", "kube-system");
        await api.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"data":{"jws-kubeconfig-abcdef":"x"}}""", V1Patch.PatchType.MergePatch), "cluster-info", "kube-public");

        var third = await InitObjectsTests.ApplyAsync(api, reference);

        Assert.Equal(["Update ApiObject daemonsets/kube-system/kube-proxy"], third.Where(change => change.Action != ChangeAction.Unchanged).Select(change => change.ToString()));
        Assert.Equal("x", (await api.CoreV1.ReadNamespacedConfigMapAsync("cluster-info", "kube-public")).Data["jws-kubeconfig-abcdef"]);
    }

    private static async Task UpdateServiceAsync(IKubernetes api)
    {
        // A Service that lost a port is put right without touching its address.
        await api.CoreV1.PatchNamespacedServiceAsync(new V1Patch("""[{"op":"remove","path":"/spec/ports/2"}]""", V1Patch.PatchType.JsonPatch), "kube-dns", "kube-system");
        var service = CoreDnsManifests.Service("10.96.0.10");

        var change = await new ApiObjects(api).EnsureAsync(service, EnsureMode.CreateOrUpdate, CancellationToken.None);

        Assert.Equal(ChangeAction.Update, change.Action);
        Assert.Equal(3, (await api.CoreV1.ReadNamespacedServiceAsync("kube-dns", "kube-system")).Spec.Ports.Count);
    }

    private sealed class WriteCounter : DelegatingHandler
    {
        public int Writes { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Writes += request.Method == HttpMethod.Get ? 0 : 1;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
