using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

public sealed class ApiObjectsTests
{
    public static TheoryData<HttpStatusCode, string> PassingTroubles() => new()
    {
        { HttpStatusCode.Conflict, "Conflict" },
        { HttpStatusCode.InternalServerError, "InternalError" },
        { HttpStatusCode.ServiceUnavailable, "ServiceUnavailable" },
        { HttpStatusCode.TooManyRequests, "TooManyRequests" },
        { HttpStatusCode.Forbidden, "Forbidden" },
        { HttpStatusCode.NotFound, "NotFound" },
    };

    [Theory]
    [MemberData(nameof(PassingTroubles))]
    public async Task Writes_are_repeated_while_trouble_passes(HttpStatusCode code, string reason)
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var trouble = new FailingHandler(2, _ => FailingHandler.Answer(code, reason), request => request.Method == HttpMethod.Post);

        var change = await new ApiObjects(server.CreateClient(trouble)).EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None);

        Assert.Equal(ChangeAction.Create, change.Action);
        Assert.Single(server.Writes);
    }

    [Fact]
    public async Task Refused_connections_are_waited_out()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var trouble = new FailingHandler(3, _ => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));

        var change = await new ApiObjects(server.CreateClient(trouble)).EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None);

        Assert.Equal("configmaps/kube-system/test", change.Target);
        Assert.Equal(5, trouble.Requests);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_unreachable_after_the_time_limit()
    {
        var trouble = new FailingHandler(int.MaxValue, _ => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));
        var objects = new ApiObjects(new InMemoryApiServer(TimeProvider.System).CreateClient(trouble), new ApiRetry(TimeSpan.FromMilliseconds(100)));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => objects.EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None));

        Assert.Equal("ApiServerUnreachable", error.ErrorId);
        Assert.Equal(KubeadmErrorKind.Unreachable, error.Kind);
        Assert.Contains("configmaps/kube-system/test", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public async Task An_invalid_object_is_refused_at_once_with_the_servers_words()
    {
        var trouble = new FailingHandler(int.MaxValue, _ => FailingHandler.Answer(HttpStatusCode.UnprocessableEntity, "Invalid"), r => r.Method == HttpMethod.Post);
        var objects = new ApiObjects(new InMemoryApiServer(TimeProvider.System).CreateClient(trouble));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => objects.EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None));

        Assert.Equal("ApiRequestFailed", error.ErrorId);
        Assert.Contains("made up: Invalid", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, trouble.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        var trouble = new FailingHandler(int.MaxValue, _ => FailingHandler.Answer(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"));
        var objects = new ApiObjects(new InMemoryApiServer(TimeProvider.System).CreateClient(trouble));
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => objects.EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, cancel.Token));
    }

    [Fact]
    public async Task Labels_and_defaults_of_others_are_no_difference_but_data_is()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var api = server.CreateClient();
        var objects = new ApiObjects(api);
        await objects.EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None);
        await api.CoreV1.PatchNamespacedConfigMapAsync(
            new V1Patch("""{"metadata":{"labels":{"theirs":"1"}}}""", V1Patch.PatchType.MergePatch), "test", "kube-system");

        Assert.Equal(ChangeAction.Unchanged, (await objects.EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None)).Action);
        Assert.Equal(ChangeAction.Unchanged, (await objects.EnsureAsync(Map("b"), EnsureMode.CreateOrRetain, CancellationToken.None)).Action);
        Assert.Equal(ChangeAction.Update, (await objects.EnsureAsync(Map("b"), EnsureMode.CreateOrUpdate, CancellationToken.None)).Action);
        var withMore = Map("b");
        withMore.Data["more"] = "x";
        await objects.EnsureAsync(withMore, EnsureMode.CreateOrUpdate, CancellationToken.None);
        Assert.Equal(ChangeAction.Update, (await objects.EnsureAsync(Map("b"), EnsureMode.CreateOrUpdate, CancellationToken.None)).Action);
    }

    [Fact]
    public async Task A_signature_that_is_no_longer_wanted_is_removed()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var objects = new ApiObjects(server.CreateClient());
        var signed = Map("a");
        Engine.ClusterObjects.ConfigMaps.Sign(signed);
        await objects.EnsureAsync(signed, EnsureMode.CreateOrUpdate, CancellationToken.None);

        var change = await objects.EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None);

        Assert.Equal(ChangeAction.Update, change.Action);
        Assert.Null(server.Writes[^1].Object["metadata"]!["annotations"]);
    }

    [Fact]
    public async Task A_change_in_between_is_a_conflict_that_is_looked_at_again()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var other = server.CreateClient();
        await new ApiObjects(other).EnsureAsync(Map("a"), EnsureMode.CreateOrUpdate, CancellationToken.None);
        var interfered = false;
        var meddler = new FailingHandler(1, _ =>
        {
            // Between the look and the write someone else adds a key; the write must not undo it unseen.
            interfered = true;
            other.CoreV1.PatchNamespacedConfigMap(new V1Patch("""{"data":{"theirs":"1"}}""", V1Patch.PatchType.MergePatch), "test", "kube-system");
            return FailingHandler.Answer(HttpStatusCode.Conflict, "Conflict");
        }, request => request.Method == HttpMethod.Put);

        await new ApiObjects(server.CreateClient(meddler)).EnsureAsync<V1ConfigMap>(Map("a"), live => live.Data["key"] = "b", CancellationToken.None);

        Assert.True(interfered);
        var live = await other.CoreV1.ReadNamespacedConfigMapAsync("test", "kube-system");
        Assert.Equal(("b", "1"), (live.Data["key"], live.Data["theirs"]));
    }

    [Fact]
    public async Task A_node_is_patched_as_soon_as_its_kubelet_has_registered_it()
    {
        var server = new InMemoryApiServer(TimeProvider.System);
        var objects = new ApiObjects(server.CreateClient());

        var patching = objects.PatchNodeAsync("n1", node => node.Metadata.Labels["x"] = "", CancellationToken.None);
        Assert.False(patching.IsCompleted);
        server.Seed("nodes", JsonNode.Parse("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"kubernetes.io/hostname":"n1"}}}""")!.AsObject());

        Assert.Equal(ChangeAction.Update, (await patching).Action);
        Assert.Equal("""{"metadata":{"labels":{"x":""}}}""", server.Writes.Single().Patch!.ToJsonString());
    }

    private static V1ConfigMap Map(string value) => new()
    {
        Metadata = new V1ObjectMeta { Name = "test", NamespaceProperty = "kube-system" },
        Data = new Dictionary<string, string> { ["key"] = value },
    };
}
