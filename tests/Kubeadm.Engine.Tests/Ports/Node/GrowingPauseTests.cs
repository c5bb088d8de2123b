using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node;

public sealed class GrowingPauseTests
{
    private readonly LeapingClock _clock = new();

    [Theory]
    [InlineData(2.0, 50.0, 100.0, 200.0, 300.0, 300.0)]
    [InlineData(1.5, 50.0, 75.0, 112.5, 168.75, 253.125, 300.0)]
    public async Task Waits_grow_to_the_longest(double factor, params double[] milliseconds)
    {
        var pause = Pause(factor);
        foreach (var expected in milliseconds)
        {
            Assert.Equal(expected, pause.Next.TotalMilliseconds);
            await pause.WaitAsync(default);
        }

        // A timer has no fractions of a millisecond.
        Assert.Equal(milliseconds.Select(Math.Floor), _clock.Waits.Select(wait => wait.TotalMilliseconds));
        Assert.Equal(_clock.Elapsed, pause.Elapsed);
    }

    [Fact]
    public async Task A_wait_of_another_length_leaves_the_later_ones_as_they_are()
    {
        var pause = Pause(factor: 2);
        await pause.WaitAsync(TimeSpan.FromSeconds(9), default);
        await pause.WaitAsync(TimeSpan.FromMilliseconds(1), default);

        Assert.Equal(200, pause.Next.TotalMilliseconds);
        Assert.Equal([9000, 1], _clock.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pause(factor: 2).WaitAsync(new CancellationToken(canceled: true)));

    private GrowingPause Pause(double factor) => new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(300), _clock, factor);
}
