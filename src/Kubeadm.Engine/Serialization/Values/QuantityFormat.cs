using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>
/// Formats amounts as Kubernetes writes them: the largest suffix of the same kind that leaves no fraction.
/// A text that is in that form by a quick look (<c>+5</c>, <c>100Mi</c>) is kept as it is.
/// </summary>
internal static class QuantityFormat
{
    private const string DecimalSuffixes = "numkMGTPE";
    private const string BinarySuffixes = "KMGTPE";

    private static readonly SearchValues<char> ExponentCharacters = SearchValues.Create("+-0123456789");

    /// <summary>The smallest power of ten that is kept; finer amounts are rounded up to it.</summary>
    private const int Nano = -9;

    /// <summary>How many digits a 64-bit number surely holds.</summary>
    private const int SafeDigits = 18;

    /// <summary>No sensible amount has a larger exponent, and the work grows with it.</summary>
    private const int MaximumExponent = 1000;

    /// <summary>The longest suffix: an exponent of an integer's length.</summary>
    private const int LongestSuffix = 16;

    /// <summary>How many decimal places of a binary amount are looked at: more than the smallest part of any suffix has.</summary>
    private const int BinaryFractionDigits = 100;

    private enum Kind
    {
        DecimalSuffix,
        DecimalExponent,
        Binary,
    }

    /// <summary>The canonical form, or null when the text is no amount. Takes time in proportion to the text.</summary>
    public static string? Canonicalize(string text)
    {
        if (!TryTakeApart(text, out var whole, out var fraction, out var suffix) || Suffix(suffix) is not var (kind, power))
        {
            return null;
        }

        var digits = whole.TrimStart('0') is { Length: > 0 } significant ? significant : "0";
        if (IsKeptAsIs(kind, power, digits, fraction))
        {
            return text;
        }

        if (whole.Length + fraction.Length == 0)
        {
            // A suffix alone is nothing of that kind, unless the kind is too large or small for the quick way of reading.
            return text.Length > 0 && (kind == Kind.Binary ? QuickPrecision(power, digits: 1) >= 0 : power >= Nano) ? "0" : null;
        }

        var amount = kind == Kind.Binary ? WriteBinary(digits, fraction, power) : WriteDecimal(kind, digits + fraction, power - fraction.Length);
        return amount == "0" || text[0] != '-' ? amount : "-" + amount;
    }

    /// <summary>Parts a text into the digits before and after its point and what follows them; false when it has anything else.</summary>
    private static bool TryTakeApart(string text, out string whole, out string fraction, out string suffix)
    {
        var rest = text.AsSpan(text is ['-' or '+', ..] ? 1 : 0);
        whole = TakeDigits(ref rest);
        fraction = "";
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        suffix = rest.Length <= LongestSuffix ? rest.ToString() : "";
        return rest.Length <= LongestSuffix;
    }

    private static string TakeDigits(ref ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? text : text[..length];
        text = text[digits.Length..];
        return digits.ToString();
    }

    /// <summary>Writes <paramref name="digits"/> times ten to the power of <paramref name="scale"/>.</summary>
    private static string WriteDecimal(Kind kind, string digits, int scale)
    {
        (digits, scale) = RoundUp(digits, scale, Nano);
        var significant = digits.TrimStart('0').TrimEnd('0');
        if (significant.Length == 0)
        {
            return "0";
        }

        var exponent = scale + digits.Length - digits.TrimEnd('0').Length;
        var zeros = ((exponent % 3) + 3) % 3;
        return significant + new string('0', zeros) + DecimalSuffix(kind, exponent - zeros);
    }

    /// <summary>Writes a number times two to the power of <paramref name="power"/>; more than 63 bits hold is what they hold at most.</summary>
    private static string WriteBinary(string whole, string fraction, int power)
    {
        if (whole.Length > SafeDigits + 1)
        {
            return long.MaxValue.ToString(CultureInfo.InvariantCulture);
        }

        // Rounding up twice gives the same as once, for a multiple of 2^-69 has no more digits than are kept here.
        var (digits, scale) = RoundUp(whole + fraction, -fraction.Length, -BinaryFractionDigits);
        var (unscaled, tens) = RoundUp(BigInteger.Parse(digits, CultureInfo.InvariantCulture) << power, scale, Nano);
        if (unscaled > new BigInteger(long.MaxValue) * BigInteger.Pow(10, -tens))
        {
            (unscaled, tens) = (long.MaxValue, 0);
        }

        if (!IsBinaryForm(unscaled, tens))
        {
            return WriteDecimal(Kind.DecimalSuffix, unscaled.ToString(CultureInfo.InvariantCulture), tens);
        }

        var (rounded, _) = RoundUp(unscaled, tens, 0);
        var (number, steps) = TakeFactors(rounded, 1024, BinarySuffixes.Length);
        return number.ToString(CultureInfo.InvariantCulture) + (steps == 0 ? "" : $"{BinarySuffixes[steps - 1]}i");
    }

    /// <summary>Rounds digits up to a power of ten, as one does by hand.</summary>
    private static (string Digits, int Scale) RoundUp(string digits, int scale, int smallest)
    {
        if (scale >= smallest)
        {
            return (digits, scale);
        }

        var kept = Math.Max(0, digits.Length - (smallest - scale));
        var hasRest = digits.AsSpan(kept).ContainsAnyExcept('0');
        var rounded = digits[..kept];
        if (!hasRest)
        {
            return (kept == 0 ? "0" : rounded, smallest);
        }

        var carried = rounded.TrimEnd('9');
        var next = carried.Length == 0 ? "1" : carried[..^1] + (char)(carried[^1] + 1);
        return (next + new string('0', rounded.Length - carried.Length), smallest);
    }

    private static string DecimalSuffix(Kind kind, int exponent)
    {
        if (exponent == 0)
        {
            return "";
        }

        if (kind == Kind.DecimalExponent)
        {
            return $"e{exponent.ToString(CultureInfo.InvariantCulture)}";
        }

        // An amount too large for any suffix is written without one, as Kubernetes does.
        var index = exponent < 0 ? (exponent / 3) + 3 : (exponent / 3) + 2;
        return index < DecimalSuffixes.Length ? DecimalSuffixes[index].ToString() : "";
    }

    /// <summary>Amounts below 1Ki and those with a fraction are written with decimal suffixes.</summary>
    private static bool IsBinaryForm(BigInteger unscaled, int scale)
    {
        var unit = BigInteger.Pow(10, Math.Max(0, -scale));
        var whole = unscaled * BigInteger.Pow(10, Math.Max(0, scale));
        return whole >= 1024 * unit && (whole % unit).IsZero;
    }

    private static bool IsKeptAsIs(Kind kind, int power, string whole, string fraction)
    {
        var shifted = whole + fraction;
        if (kind == Kind.Binary)
        {
            // Any of the low three bits set means that 1024 is no factor.
            return fraction.Length == 0 && QuickPrecision(power, whole.Length) >= 0 && (long.Parse(shifted, CultureInfo.InvariantCulture) & 7) != 0;
        }

        var scale = power - fraction.Length;
        return shifted.Length <= SafeDigits && scale >= Nano && scale % 3 == 0
            && !shifted.EndsWith("000", StringComparison.Ordinal) && shifted[0] != '0';
    }

    /// <summary>How many digits a 64-bit number has left for a binary amount.</summary>
    private static int QuickPrecision(int power, int digits) => 15 - digits - (int)(power * 3f / 10) - 1;

    private static (BigInteger Unscaled, int Scale) RoundUp(BigInteger unscaled, int scale, int smallest)
    {
        if (scale >= smallest)
        {
            return (unscaled, scale);
        }

        var (quotient, remainder) = BigInteger.DivRem(unscaled, BigInteger.Pow(10, smallest - scale));
        return (remainder.IsZero ? quotient : quotient + 1, smallest);
    }

    private static (BigInteger Number, int Times) TakeFactors(BigInteger number, int factor, int most)
    {
        var times = 0;
        while (times < most && !number.IsZero && BigInteger.DivRem(number, factor) is var (quotient, remainder) && remainder.IsZero)
        {
            number = quotient;
            times++;
        }

        return (number, times);
    }

    private static (Kind Kind, int Power)? Suffix(string suffix)
    {
        if (suffix.Length == 0)
        {
            return (Kind.DecimalSuffix, 0);
        }

        if (suffix.Length == 1 && DecimalSuffixes.IndexOf(suffix, StringComparison.Ordinal) is var index and >= 0)
        {
            return (Kind.DecimalSuffix, 3 * (index < 3 ? index - 3 : index - 2));
        }

        if (suffix.Length == 2 && suffix[1] == 'i' && BinarySuffixes.IndexOf(suffix[0], StringComparison.Ordinal) is var binary and >= 0)
        {
            return (Kind.Binary, 10 * (binary + 1));
        }

        return suffix[0] is 'e' or 'E' && !suffix.AsSpan(1).ContainsAnyExcept(ExponentCharacters)
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && exponent is >= -MaximumExponent and <= MaximumExponent
                ? (Kind.DecimalExponent, exponent)
                : null;
    }
}
