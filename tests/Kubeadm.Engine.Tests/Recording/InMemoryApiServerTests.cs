using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Recording;

public sealed class InMemoryApiServerTests
{
    private readonly InMemoryApiServer _server = new(TimeProvider.System);

    [Fact]
    public async Task An_object_has_what_a_server_gives_and_its_version_grows()
    {
        var api = _server.CreateClient();
        var made = await api.CoreV1.CreateNamespacedConfigMapAsync(Map("a", "1"), "default");
        made.Data["key"] = "2";
        var changed = await api.CoreV1.ReplaceNamespacedConfigMapAsync(made, "a", "default");

        Assert.NotNull(made.Metadata.Uid);
        Assert.NotNull(made.Metadata.CreationTimestamp);
        Assert.Equal(made.Metadata.Uid, changed.Metadata.Uid);
        Assert.True(long.Parse(changed.Metadata.ResourceVersion) > long.Parse(made.Metadata.ResourceVersion));
    }

    [Fact]
    public async Task Refusals_are_the_real_ones()
    {
        var api = _server.CreateClient();
        var made = await api.CoreV1.CreateNamespacedConfigMapAsync(Map("a", "1"), "default");
        await api.CoreV1.ReplaceNamespacedConfigMapAsync(Map("a", "2"), "a", "default");

        await RefusedAsync(HttpStatusCode.Conflict, "AlreadyExists", () => api.CoreV1.CreateNamespacedConfigMapAsync(Map("a", "1"), "default"));
        await RefusedAsync(HttpStatusCode.Conflict, "Conflict", () => api.CoreV1.ReplaceNamespacedConfigMapAsync(made, "a", "default"));
        await RefusedAsync(HttpStatusCode.NotFound, "NotFound", () => api.CoreV1.ReadNamespacedConfigMapAsync("b", "default"));
        await RefusedAsync(HttpStatusCode.NotFound, "NotFound", () => api.CoreV1.ReplaceNamespacedConfigMapAsync(Map("b", "1"), "b", "default"));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "Invalid", () => api.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new() }, "default"));
        await RefusedAsync(HttpStatusCode.BadRequest, "BadRequest", () => api.CoreV1.ReplaceNamespacedConfigMapAsync(Map("c", "1"), "a", "default"));
    }

    [Fact]
    public async Task A_bindings_role_cannot_change()
    {
        var api = _server.CreateClient();
        var binding = new V1ClusterRoleBinding { Metadata = new() { Name = "x:y" }, RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "one" } };
        await api.RbacAuthorizationV1.CreateClusterRoleBindingAsync(binding);
        binding.RoleRef.Name = "two";

        await RefusedAsync(HttpStatusCode.UnprocessableEntity, "Invalid", () => api.RbacAuthorizationV1.ReplaceClusterRoleBindingAsync(binding, "x:y"));
    }

    [Fact]
    public async Task Each_patch_type_does_what_it_does()
    {
        var api = _server.CreateClient();
        var template = new V1PodTemplateSpec { Spec = new() { Containers = [new() { Name = "a", Image = "a:1" }], Volumes = [new() { Name = "v", EmptyDir = new() }] } };
        await api.AppsV1.CreateNamespacedDeploymentAsync(new() { Metadata = new() { Name = "d" }, Spec = new() { Selector = new(), Template = template } }, "default");

        var merged = await Patch(V1Patch.PatchType.StrategicMergePatch, """{"spec":{"template":{"spec":{"containers":[{"name":"b","image":"b:1"}]}}}}""");
        Assert.Equal(["a", "b"], merged.Spec.Template.Spec.Containers.Select(c => c.Name).Order());
        var tested = await Patch(V1Patch.PatchType.JsonPatch, """[{"op":"replace","path":"/spec/template/spec/volumes/0/name","value":"w"}]""");
        Assert.Equal("w", tested.Spec.Template.Spec.Volumes.Single().Name);
        var replaced = await Patch(V1Patch.PatchType.MergePatch, """{"spec":{"template":{"spec":{"containers":[{"name":"c"}],"volumes":null}}}}""");
        Assert.Equal(["c"], replaced.Spec.Template.Spec.Containers.Select(c => c.Name));
        Assert.Null(replaced.Spec.Template.Spec.Volumes);

        Task<V1Deployment> Patch(V1Patch.PatchType type, string body) =>
            api.AppsV1.PatchNamespacedDeploymentAsync(new V1Patch(body, type), "d", "default");
    }

    [Fact]
    public async Task Lists_go_by_namespace_labels_and_fields()
    {
        var api = _server.CreateClient();
        await api.CoreV1.CreateNamespacedSecretAsync(new() { Metadata = new() { Name = "a", Labels = new Dictionary<string, string> { ["l"] = "1" } }, Type = "t1" }, "one");
        await api.CoreV1.CreateNamespacedSecretAsync(new() { Metadata = new() { Name = "b" }, Type = "t2" }, "one");
        await api.CoreV1.CreateNamespacedSecretAsync(new() { Metadata = new() { Name = "c" }, Type = "t2" }, "two");

        Assert.Equal(["a", "b"], (await api.CoreV1.ListNamespacedSecretAsync("one")).Items.Select(s => s.Metadata.Name));
        Assert.Equal(["b"], (await api.CoreV1.ListNamespacedSecretAsync("one", fieldSelector: "type=t2")).Items.Select(s => s.Metadata.Name));
        Assert.Equal(["b", "c"], (await api.CoreV1.ListSecretForAllNamespacesAsync(labelSelector: "l!=1")).Items.Select(s => s.Metadata.Name));
    }

    [Fact]
    public async Task A_watch_tells_each_change_after_its_version()
    {
        var api = _server.CreateClient();
        var made = await api.CoreV1.CreateNamespacedConfigMapAsync(Map("a", "1"), "default");
        var seen = new List<string>();
        var reading = Task.Run(async () =>
        {
            using var stream = await ((Kubernetes)api).HttpClient.GetStreamAsync(
                new Uri($"http://in-memory.invalid/api/v1/namespaces/default/configmaps?watch=true&resourceVersion={made.Metadata.ResourceVersion}"));
            using var reader = new StreamReader(stream);
            while (seen.Count < 2 && await reader.ReadLineAsync() is { } line)
            {
                seen.Add((string)System.Text.Json.Nodes.JsonNode.Parse(line)!["type"]!);
            }
        });
        await api.CoreV1.ReplaceNamespacedConfigMapAsync(Map("a", "2"), "a", "default");
        await api.CoreV1.DeleteNamespacedConfigMapAsync("a", "default");
        await reading.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(["MODIFIED", "DELETED"], seen);
    }

    [Fact]
    public async Task A_dry_run_reads_a_live_cluster_and_leaves_it_alone()
    {
        var live = _server.CreateClient();
        await live.CoreV1.CreateNamespacedConfigMapAsync(Map("a", "1"), "default");
        await live.CoreV1.CreateNamespacedConfigMapAsync(Map("b", "1"), "default");
        var dry = new DryRunCluster(live, TimeProvider.System);

        await dry.Client.CoreV1.ReplaceNamespacedConfigMapAsync(Map("a", "2"), "a", "default");
        await dry.Client.CoreV1.DeleteNamespacedConfigMapAsync("b", "default");
        await dry.Client.CoreV1.CreateNamespacedConfigMapAsync(Map("c", "1"), "default");

        Assert.Equal("2", (await dry.Client.CoreV1.ReadNamespacedConfigMapAsync("a", "default")).Data["key"]);
        Assert.Equal(["a", "c"], (await dry.Client.CoreV1.ListNamespacedConfigMapAsync("default")).Items.Select(m => m.Metadata.Name));
        Assert.Equal(["a", "b"], (await live.CoreV1.ListNamespacedConfigMapAsync("default")).Items.Select(m => m.Metadata.Name));
        Assert.Equal(
            ["001-update-configmaps-default-a.yaml", "002-delete-configmaps-default-b.yaml", "003-create-configmaps-default-c.yaml"],
            dry.Writes.Select((write, index) => write.FileName(index + 1)));
    }

    [Fact]
    public void Listings_of_writes_show_no_secret()
    {
        var write = new RecordedWrite(ApiVerb.Create, "secrets", "core/v1", "kube-system", "s", System.Text.Json.Nodes.JsonNode.Parse("""{"data":{"token-secret":"aHVzaA=="}}""")!.AsObject());

        Assert.DoesNotContain("aHVzaA", write.ToString(), StringComparison.Ordinal);
        Assert.Contains("aHVzaA", write.Object.ToJsonString(), StringComparison.Ordinal);
    }

    private static V1ConfigMap Map(string name, string value) =>
        new() { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = name }, Data = new Dictionary<string, string> { ["key"] = value } };

    private static async Task RefusedAsync(HttpStatusCode code, string reason, Func<Task> request)
    {
        var error = await Assert.ThrowsAsync<HttpOperationException>(request);
        Assert.Equal((code, reason), (error.Response.StatusCode, ApiErrors.ReasonOf(error)));
    }
}
