using System.Globalization;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>Durations as people write them: in kubeadm's form, <c>24h0m0s</c>, or in whole days, <c>30d</c>, a unit that Go does not have and lives of certificates are counted in.</summary>
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
        if (!text.EndsWith('d') || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            || days > TimeSpan.MaxValue.Days)
        {
            return false;
        }

        duration = new TimeSpan(days, 0, 0, 0);
        return true;
    }
}
