using System.Buffers;
using System.Globalization;
using System.Text;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>
/// Durations in the text form of Go's <c>time.Duration</c> (<c>24h0m0s</c>, <c>1m30s</c>, <c>1.5ms</c>),
/// which all Kubernetes configuration uses (https://pkg.go.dev/time#ParseDuration).
/// </summary>
/// <remarks>Go counts nanoseconds, <see cref="TimeSpan"/> units of 100: what is finer is cut off.</remarks>
public static class GoDuration
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Nanoseconds from the smallest to the largest duration that Go has, some 292 years either way.</summary>
    private static readonly Int128 Limit = (Int128)1 << 63;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    private static readonly Dictionary<string, long> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["\u00B5s"] = 1_000,
        ["\u03BCs"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = 1_000_000_000,
        ["m"] = 60_000_000_000,
        ["h"] = 3_600_000_000_000,
    };

    /// <summary>Writes a duration: hours, minutes and seconds from the first that is not zero; below a second in the largest unit that fits.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        var nanoseconds = UInt128.CreateChecked(Int128.Abs((Int128)duration.Ticks * NanosecondsPerTick));
        var sign = duration < TimeSpan.Zero ? "-" : "";
        if (nanoseconds < 1_000_000_000)
        {
            var (unit, digits) = (ulong)nanoseconds switch
            {
                < 1_000 => ("ns", 0),
                < 1_000_000 => ("\u00B5s", 3),
                _ => ("ms", 6),
            };
            return sign + WithFraction(nanoseconds, digits) + unit;
        }

        var (minutes, rest) = UInt128.DivRem(nanoseconds, 60_000_000_000);
        var seconds = WithFraction(rest, 9) + "s";
        if (minutes == 0)
        {
            return sign + seconds;
        }

        var (hours, minutesOfHour) = UInt128.DivRem(minutes, 60);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{(hours == 0 ? "" : $"{hours}h")}{minutesOfHour}m{seconds}");
    }

    /// <summary>Reads a duration. False when it is not one, or longer than Go can hold.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var rest = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        var negative = text[0] == '-';
        if (rest is "0")
        {
            return true;
        }

        Int128 total = 0;
        do
        {
            if (!TryTakePart(ref rest, out var part))
            {
                return false;
            }

            total += part;
            if (total > Limit)
            {
                return false;
            }
        }
        while (rest.Length > 0);

        if (total == Limit && !negative)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)((negative ? -total : total) / NanosecondsPerTick));
        return true;
    }

    /// <summary>Splits off the first number and its unit.</summary>
    private static bool TryTakePart(ref ReadOnlySpan<char> text, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var whole = Digits(text);
        text = text[whole.Length..];
        var fraction = text is ['.', ..] ? Digits(text[1..]) : [];
        text = text is ['.', ..] ? text[(fraction.Length + 1)..] : text;

        var unitLength = text.IndexOfAny(NumberCharacters);
        var unitText = unitLength < 0 ? text : text[..unitLength];
        if ((whole.Length == 0 && fraction.Length == 0) || !Units.TryGetValue(unitText.ToString(), out var unit))
        {
            return false;
        }

        text = text[unitText.Length..];
        if (!TryParseWhole(whole, out var count))
        {
            return false;
        }

        nanoseconds = (count * unit) + FractionOf(fraction, unit);
        return nanoseconds <= Limit;
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text : text[..length];
    }

    private static bool TryParseWhole(ReadOnlySpan<char> digits, out Int128 value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
            if (value > Limit)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Digits that no longer fit in 63 bits do not count.</summary>
    private static Int128 FractionOf(ReadOnlySpan<char> digits, long unit)
    {
        long value = 0;
        var scale = 1.0;
        foreach (var digit in digits)
        {
            if (value > (long.MaxValue - (digit - '0')) / 10)
            {
                break;
            }

            value = (value * 10) + (digit - '0');
            scale *= 10;
        }

        return (Int128)(value * (unit / scale));
    }

    private static string WithFraction(UInt128 value, int digits)
    {
        var text = new StringBuilder(value.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0'));
        if (digits > 0)
        {
            text.Insert(text.Length - digits, '.');
        }

        return digits > 0 ? text.ToString().TrimEnd('0').TrimEnd('.') : text.ToString();
    }
}
