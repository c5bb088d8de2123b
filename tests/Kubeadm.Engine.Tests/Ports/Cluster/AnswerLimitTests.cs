using System.Text;
using k8s;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>API servers on loopback whose answers are slow, large, or never end, as the client library reads them.</summary>
public sealed class AnswerLimitTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_body_that_trickles_is_an_error_of_time_that_names_the_server()
    {
        using var server = Serving(TimeSpan.FromMilliseconds(20));
        using var api = Connect(server, TimeSpan.FromMilliseconds(300));

        var error = await FailsAsync(api, TimeSpan.Zero, default);

        Assert.Equal((ApiErrors.Unreachable, KubeadmErrorKind.Timeout), (error.ErrorId, error.Kind));
        Assert.Contains($"cannot read: no complete answer from http://{server.Endpoint} within 0.3 s", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public async Task It_is_asked_again_as_long_as_there_is_patience()
    {
        using var server = Serving(TimeSpan.FromMilliseconds(20));
        using var api = Connect(server, TimeSpan.FromMilliseconds(100));
        using var cancel = new CancellationTokenSource(Hang);

        var read = new ApiRetry(Hang).RunAsync("read", ct => api.CoreV1.ReadNamespacedConfigMapAsync("a", "default", cancellationToken: ct), cancel.Token);
        while (server.Heads.Count < 2 && !read.IsCompleted)
        {
            await Task.Delay(5);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.True(server.Heads.Count > 1, $"asked {server.Heads.Count} times");
    }

    [Fact]
    public async Task A_cancellation_ends_the_wait_for_a_body()
    {
        using var server = Serving(TimeSpan.FromMilliseconds(20));
        using var api = Connect(server, TimeSpan.FromMinutes(10));
        using var cancel = new CancellationTokenSource();

        var read = api.CoreV1.ReadNamespacedConfigMapAsync("a", "default", cancellationToken: cancel.Token);
        while (server.Heads.Count == 0)
        {
            await Task.Delay(5);
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Hang));
    }

    [Fact]
    public async Task A_body_without_end_is_refused_at_once_and_not_asked_for_again()
    {
        var sent = 0L;
        using var server = new RawServer(async (_, stream, stop) =>
        {
            await RawServer.SendHeadAsync(stream, "\r\n{\"kind\":\"ConfigMap\",\"data\":{\"x\":\"", stop);
            for (var part = Encoding.ASCII.GetBytes(new string('a', 1 << 16)); ; Interlocked.Add(ref sent, part.Length))
            {
                await stream.WriteAsync(part, stop);
            }
        });
        using var api = Connect(server, Hang);

        var error = await FailsAsync(api, TimeSpan.FromMinutes(5), default);

        Assert.Equal(ApiErrors.AnswerTooLarge, error.ErrorId);
        Assert.Contains("8 MiB", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Heads);
        Assert.InRange(Interlocked.Read(ref sent), AnswerLimit.ObjectBytes / 2, 3L * AnswerLimit.ObjectBytes);
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/kube-public/configmaps/cluster-info", AnswerLimit.ObjectBytes)]
    [InlineData("GET", "/api/v1/namespaces/kube-system/secrets", AnswerLimit.ListBytes)]
    [InlineData("GET", "/apis/apps/v1/deployments", AnswerLimit.ListBytes)]
    [InlineData("POST", "/api/v1/namespaces/kube-system/secrets", AnswerLimit.ObjectBytes)]
    [InlineData("GET", "/livez", AnswerLimit.HealthBytes)]
    [InlineData("GET", "/version", AnswerLimit.ObjectBytes)]
    public void Each_kind_of_answer_has_its_limit_also_where_the_server_has_a_path(string method, string path, int bytes)
    {
        foreach (var server in new[] { "https://192.0.2.2:6443", "https://192.0.2.2:6443/k8s/clusters/c-1", "https://192.0.2.2/api/" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), server.TrimEnd('/') + path);

            Assert.Equal((Hang, bytes), (ApiAnswerLimits.Of(request, new Uri(server), Hang).Time, ApiAnswerLimits.Of(request, new Uri(server), Hang).Bytes));
        }
    }

    private static RawServer Serving(TimeSpan pause) => new(async (_, stream, stop) =>
    {
        await RawServer.SendHeadAsync(stream, "Content-Length: 100000\r\n\r\n{\"kind\":", stop);
        await RawServer.SendForEverAsync(stream, " "u8.ToArray(), pause, stop);
    });

    private static IKubernetes Connect(RawServer server, TimeSpan limit) => ClusterConnection.Connect(
        $$$"""
        clusters: [{name: c, cluster: {server: "http://{{{server.Endpoint}}}"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """,
        new ConnectOptions { RequestTimeout = limit });

    private static Task<KubeadmException> FailsAsync(IKubernetes api, TimeSpan patience, CancellationToken cancellationToken) =>
        Assert.ThrowsAsync<KubeadmException>(() => new ApiRetry(patience)
            .RunAsync("read", ct => api.CoreV1.ReadNamespacedConfigMapAsync("a", "default", cancellationToken: ct), cancellationToken)
            .WaitAsync(Hang));
}
