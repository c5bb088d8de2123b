using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Testing;

/// <summary>A clock on which every wait is over at once: it leaps to the time until which was to be waited, if it is not past that already.</summary>
public sealed class LeapingClock() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(30);

    private readonly List<TimeSpan> _waits = [];
    private readonly object _leaping = new();

    /// <summary>
    /// Whether limits, the timers of a <see cref="CancellationTokenSource"/>, are no waits: they are over when as much has been waited. Those
    /// of a few seconds are for one answer, which must not be late because something else leapt beside it: they are over in real time.
    /// </summary>
    public bool KeepsLimits { get; init; }

    /// <summary>The waits so far, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>All that was waited.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isLimit = KeepsLimits && state is CancellationTokenSource;
        if (isLimit && dueTime > TimeSpan.Zero && dueTime <= LongestAnswer)
        {
            return System.CreateTimer(callback, state, RealTime, period);
        }

        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan && !isLimit)
        {
            lock (_waits)
            {
                _waits.Add(dueTime);
            }

            // Not before the caller has its timer; which may be so late that others have waited for longer meanwhile.
            var end = GetUtcNow() + dueTime;
            ThreadPool.QueueUserWorkItem(_ => LeapTo(end));
        }

        return timer;
    }

    private void LeapTo(DateTimeOffset end)
    {
        lock (_leaping)
        {
            if (end - GetUtcNow() is { Ticks: > 0 } left)
            {
                Advance(left);
            }
        }
    }
}
