using System.Globalization;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>Durations as people write them: in kubeadm's form, <c>24h0m0s</c>, in whole days, <c>30d</c>, or in both, <c>6d12h</c>. Days, which Go does not have, are what lives of certificates are counted in.</summary>
public static class DurationText
{
    /// <summary>Reads a duration.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        return GoDuration.TryParse(text, out duration) || TryParseDays(text, out duration);
    }

    private static bool TryParseDays(string text, out TimeSpan duration)
    {
        duration = default;
        var end = text.IndexOf('d', StringComparison.Ordinal);
        var rest = TimeSpan.Zero;
        if (end < 0 || !int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days >= TimeSpan.MaxValue.Days
            || (end < text.Length - 1 && !(char.IsAsciiDigit(text[end + 1]) && GoDuration.TryParse(text[(end + 1)..], out rest) && rest < TimeSpan.FromDays(1))))
        {
            return false;
        }

        duration = TimeSpan.FromDays(days) + rest;
        return true;
    }
}
