using System.Globalization;

namespace Kubeadm.Engine.Reports;

/// <summary>Figures as people read them.</summary>
internal static class ReportFigures
{
    /// <summary>How long something took: <c>63 ms</c>, <c>4.20 s</c>, <c>12.3 s</c>, <c>2 min 05 s</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 999.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 9.995 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes} min {time.Seconds:00} s"),
    };

    /// <summary>The whole days until a time; negative when it has passed.</summary>
    public static int Days(DateTime from, DateTime until) => (int)Math.Floor((until - from).TotalDays);

    /// <summary>A number of things.</summary>
    public static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
