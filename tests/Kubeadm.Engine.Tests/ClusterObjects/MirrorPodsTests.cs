using System.Text.Json.Nodes;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Recording;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.ClusterObjects;

public sealed class MirrorPodsTests
{
    private readonly LeapingClock _clock = new() { KeepsLimits = true };
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
        Assert.Equal("Delete pods kube-system/etcd-cp1", _server.Writes[0].ToString());
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_looked_again()
    {
        Seed("etcd-cp1", "abc");

        Assert.True(await Pods(asked => _ = asked < 3 ? throw new HttpRequestException("Connection refused") : 0).BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), default));
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task Where_none_is_there_for_long_the_kubelet_is_made_to_look_by_one_that_is_outdated()
    {
        var pods = Pods(_ =>
        {
            if (_server.Writes.Any(write => write.Verb == ApiVerb.Delete))
            {
                Seed("etcd-cp1", "abc");
            }
        });

        Assert.True(await pods.BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), default));
        Assert.Equal(["Create pods kube-system/etcd-cp1", "Delete pods kube-system/etcd-cp1"], _server.Writes.Select(write => write.ToString()));
        Assert.Equal("outdated", (string?)_server.Writes[0].Object["metadata"]!["annotations"]!["kubernetes.io/config.mirror"]);
        Assert.Equal("cp1", (string?)_server.Writes[0].Object["spec"]!["nodeName"]);
        Assert.InRange(_clock.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task One_that_the_kubelet_creates_soon_is_waited_for_alone()
    {
        var pods = Pods(asked =>
        {
            if (asked == 4)
            {
                Seed("etcd-cp1", "abc");
            }
        });

        Assert.True(await pods.BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), default));
        Assert.Empty(_server.Writes);
    }

    [Fact]
    public async Task Where_the_kubelet_creates_none_the_wait_ends_and_nothing_is_left()
    {
        Assert.False(await Pods().BringUpToDateAsync("etcd", "abc", TimeSpan.FromSeconds(10), default));
        Assert.InRange(_asked, 39, 42);
        Assert.Equal(["Create pods kube-system/etcd-cp1", "Delete pods kube-system/etcd-cp1"], _server.Writes.Select(write => write.ToString()));
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancel = new CancellationTokenSource();
        var pods = Pods(_ => cancel.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pods.BringUpToDateAsync("etcd", "abc", TimeSpan.FromMinutes(1), cancel.Token));
    }

    [Fact]
    public async Task A_request_that_is_not_answered_ends_with_the_wait()
    {
        Assert.False(await SilentPods().BringUpToDateAsync("etcd", "abc", TimeSpan.FromSeconds(10), default));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_server_that_tells_of_Pods_can_be_asked_also_when_it_did_not_at_first() =>
        Assert.True(await Pods(asked => _ = asked < 3 ? throw new HttpRequestException("Connection refused") : 0).CanBeAskedAsync(TimeSpan.FromSeconds(5), default));

    [Fact]
    public async Task A_server_that_refuses_or_is_silent_cannot_be_asked()
    {
        Assert.False(await Pods(_ => throw new HttpRequestException("Connection refused")).CanBeAskedAsync(TimeSpan.FromSeconds(5), default));
        Assert.False(await SilentPods().CanBeAskedAsync(TimeSpan.FromSeconds(5), default));
    }

    private MirrorPods Pods(Action<int>? onAsked = null) => Pods((asked, _) =>
    {
        (onAsked ?? (_ => { }))(asked);
        return Task.CompletedTask;
    });

    /// <summary>Those of a server that takes requests and says nothing for an hour.</summary>
    private MirrorPods SilentPods() => Pods((_, token) => Task.Delay(TimeSpan.FromHours(1), _clock, token));

    private MirrorPods Pods(Func<int, CancellationToken, Task> onAsked) =>
        new(new ApiObjects(_server.CreateClient(new Door(token => onAsked(++_asked, token))), new ApiRetry(TimeSpan.Zero, _clock)), "cp1");

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

    private sealed class Door(Func<CancellationToken, Task> onAsked) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await onAsked(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
