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
    public async Task The_hash_is_that_of_the_nodes_own_Pod()
    {
        Seed("etcd-cp1", "abc");
        Seed("etcd-cp2", "def");

        Assert.Equal("abc", await Pods().FindHashAsync("etcd", default));
    }

    [Fact]
    public async Task Where_there_is_no_Pod_no_mark_or_no_answer_there_is_no_hash()
    {
        Seed("kube-scheduler-cp1", null);

        Assert.Null(await Pods().FindHashAsync("etcd", default));
        Assert.Null(await Pods().FindHashAsync("kube-scheduler", default));
        Assert.Null(await Pods(_ => throw new HttpRequestException("Connection refused")).FindHashAsync("etcd", default));
    }

    [Fact]
    public async Task Another_hash_of_a_Pod_that_runs_is_a_change()
    {
        Seed("etcd-cp1", "abc");
        var pods = Pods(asked =>
        {
            if (asked == 2)
            {
                throw new HttpRequestException("Connection refused");
            }

            if (asked == 3)
            {
                Seed("etcd-cp1", "def", "Pending");
            }

            if (asked == 5)
            {
                Seed("etcd-cp1", "def");
            }
        });

        Assert.True(await pods.WaitForChangeAsync("etcd", "abc", TimeSpan.FromMinutes(1), default));
        Assert.Equal(5, _asked);
    }

    [Fact]
    public async Task Any_hash_is_a_change_where_none_was_known()
    {
        Seed("etcd-cp1", "abc");

        Assert.True(await Pods().WaitForChangeAsync("etcd", null, TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task The_same_hash_is_none_however_long_it_is_waited_for()
    {
        Seed("etcd-cp1", "abc");

        Assert.False(await Pods().WaitForChangeAsync("etcd", "abc", TimeSpan.FromSeconds(10), default));
        Assert.Equal(40, _asked);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancel = new CancellationTokenSource();
        var pods = Pods(_ => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pods.WaitForChangeAsync("etcd", "abc", TimeSpan.FromMinutes(1), cancel.Token));
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
