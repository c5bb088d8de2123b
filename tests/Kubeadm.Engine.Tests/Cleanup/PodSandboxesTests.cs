using Kubeadm.Engine.Cleanup;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Cleanup;

public sealed class PodSandboxesTests
{
    [Fact]
    public async Task Each_is_removed_and_one_that_is_stuck_does_not_keep_the_others()
    {
        var runtime = new FakeSandboxes("a", "b", "c", "d", "e", "f") { Stuck = { "c" } };

        var result = await new PodSandboxes(runtime).RemoveAllAsync(null, CancellationToken.None);

        Assert.Equal(["c"], runtime.Sandboxes);
        Assert.Equal(["a", "b", "d", "e", "f"], result.Changes.Select(c => c.Target));
        Assert.All(result.Changes, c => Assert.Equal((ChangeKind.Container, ChangeAction.Delete), (c.Kind, c.Action)));
        Assert.Equal("c: c is stuck", Assert.Single(result.Failures).ToString());
    }

    [Fact]
    public async Task A_cancelled_removal_stops()
    {
        var runtime = new FakeSandboxes("a");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PodSandboxes(runtime).RemoveAllAsync(null, cancelled.Token));

        Assert.Equal(["a"], runtime.Sandboxes);
    }
}
