using System.Text.Json.Nodes;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.ClusterObjects;

public sealed class MirrorPodsTests
{
    private readonly LeapingClock _clock = new();
    private readonly InMemoryApiServer _server = new(TimeProvider.System);
    private int _asked;

    [Fact]
    public async Task A_Pod_of_the_manifest_that_runs_is_left_alone()
    {
        Seed("etcd-cp1", "abc");

        Assert.True(await Pods().BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), default));
        Assert.Equal(1, _asked);
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task One_of_a_former_manifest_goes_so_that_the_kubelet_creates_another()
    {
        Seed("etcd-cp1", "abc");
        Seed("etcd-cp2", "abc");
        var pods = Pods(asked =>
        {
            if (asked == 4)
            {
                Seed("etcd-cp1", "def");
            }
        });

        Assert.True(await pods.BringUpToDateAsync("etcd", "def", TimeSpan.FromMinutes(1), default));
        Assert.Equal(["Delete pods kube-system/etcd-cp1"], _server.Writes.Select(write => write.ToString()));
    }

    [Fact]
    public async Task One_without_the_kubelets_mark_is_of_no_manifest_that_is_known()
    {
        Seed("etcd-cp1", null);

        Assert.False(await Pods().BringUpToDateAsync("etcd", "def", TimeSpan.FromSeconds(10), default));
        Assert.Single(_server.Writes);
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_looked_again()
    {
        Seed("etcd-cp1", "abc");

        Assert.True(await Pods(asked => _ = asked < 3 ? throw new HttpRequestException("Connection refused") : 0).BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), default));
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Where_the_kubelet_creates_none_the_wait_ends()
    {
        Assert.False(await Pods().BringUpToDateAsync("etcd", "abc", TimeSpan.FromSeconds(10), default));
        Assert.Equal(40, _asked);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancel = new CancellationTokenSource();
        var pods = Pods(_ => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pods.BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), cancel.Token));
    }

    private MirrorPods Pods(Action<int>? onAsked = null) =>
        new(new ApiObjects(_server.CreateClient(new Door(() => (onAsked ?? (_ => { }))(++_asked))), new ApiRetry(TimeSpan.Zero, _clock)), "cp1");

    private void Seed(string name, string? hash, string phase = "Running") => _server.Seed("pods", new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["namespace"] = "kube-system",
            ["annotations"] = hash is null ? new JsonObject { ["other"] = "x" } : new JsonObject { ["kubernetes.io/config.hash"] = hash },
        },
        ["status"] = new JsonObject { ["phase"] = phase },
    });

    private sealed class Door(Action onAsked) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            onAsked();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
