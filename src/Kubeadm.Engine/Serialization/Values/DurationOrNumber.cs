namespace Kubeadm.Engine.Serialization.Values;

/// <summary>
/// A duration that may be written as a number of nanoseconds, as older files have it, or as text (<c>5s</c>), and keeps its form.
/// </summary>
/// <param name="Nanoseconds">The duration, nanoseconds.</param>
/// <param name="IsText">Whether it is written as text.</param>
public readonly record struct DurationOrNumber(long Nanoseconds, bool IsText)
{
    /// <summary>A duration that is written as text.</summary>
    public DurationOrNumber(TimeSpan duration)
        : this(duration.Ticks * TimeSpan.NanosecondsPerTick, IsText: true)
    {
    }

    /// <summary>The duration, in steps of 100 ns.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);
}
