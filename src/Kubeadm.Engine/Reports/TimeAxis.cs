using System.Globalization;

namespace Kubeadm.Engine.Reports;

/// <summary>An axis of time, from left to right.</summary>
/// <param name="start">Its left end.</param>
/// <param name="end">Its right end, later.</param>
/// <param name="left">Where the left end is.</param>
/// <param name="right">Where the right end is.</param>
internal sealed class TimeAxis(DateTime start, DateTime end, double left, double right)
{
    private const int MostTicks = 9;

    /// <summary>How many months apart ticks may be.</summary>
    private static readonly int[] Steps = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 6000, 12000];

    /// <summary>Where a time is; where it is not on the axis, the end that is nearer.</summary>
    public double At(DateTime time) => left + (Math.Clamp((time - start) / (end - start), 0, 1) * (right - left));

    /// <summary>Whether a time is beyond the right end.</summary>
    public bool IsBeyond(DateTime time) => time > end;

    /// <summary>The beginnings of months, or years, that are marked, each with its text.</summary>
    public IReadOnlyList<(double At, string Text)> Ticks()
    {
        var months = ((end.Year - start.Year) * 12) + end.Month - start.Month;
        var step = Steps.FirstOrDefault(step => months / step <= MostTicks, Steps[^1]);
        var format = step < 12 ? "yyyy-MM" : "yyyy";
        var ticks = new List<(double, string)>();
        for (var month = (((start.Year * 12) + start.Month - 1) / step * step) + step; month <= (end.Year * 12) + end.Month - 1; month += step)
        {
            var time = new DateTime(month / 12, (month % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
            ticks.Add((At(time), time.ToString(format, CultureInfo.InvariantCulture)));
        }

        return ticks;
    }
}
