using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>
/// Puts amounts in the form that Kubernetes writes: the largest suffix of the same kind that leaves no fraction.
/// A text that is in that form by a quick look (<c>+5</c>, <c>100Mi</c>) is kept as it is.
/// </summary>
internal static partial class QuantityFormat
{
    private const string DecimalSuffixes = "numkMGTPE";
    private const string BinarySuffixes = "KMGTPE";

    /// <summary>The smallest power of ten that is kept; finer amounts are rounded up to it.</summary>
    private const int Nano = -9;

    /// <summary>How many digits a 64-bit number surely holds.</summary>
    private const int SafeDigits = 18;

    /// <summary>No sensible amount has a larger exponent, and the work grows with it.</summary>
    private const int MaximumExponent = 1000;

    private enum Kind
    {
        DecimalSuffix,
        DecimalExponent,
        Binary,
    }

    /// <summary>The canonical form, or null when the text is no amount.</summary>
    public static string? Canonicalize(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || Suffix(match.Groups["suffix"].Value) is not var (kind, power))
        {
            return null;
        }

        var whole = match.Groups["whole"].Value.TrimStart('0');
        whole = whole.Length == 0 ? "0" : whole;
        var fraction = match.Groups["fraction"].Value;
        if (IsKeptAsIs(kind, power, whole, fraction))
        {
            return text;
        }

        if (match.Groups["whole"].Length + fraction.Length == 0)
        {
            // A suffix alone is nothing of that kind, unless the kind is too large or small for the quick way of reading.
            return text.Length > 0 && (kind == Kind.Binary ? QuickPrecision(power, digits: 1) >= 0 : power >= Nano) ? "0" : null;
        }

        var digits = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture);
        var (unscaled, scale) = kind == Kind.Binary
            ? (digits << power, -fraction.Length)
            : (digits, power - fraction.Length);
        (unscaled, scale) = RoundUp(unscaled, scale, Nano);
        if (kind == Kind.Binary && unscaled > new BigInteger(long.MaxValue) * BigInteger.Pow(10, -scale))
        {
            (unscaled, scale) = (long.MaxValue, 0);
        }

        return unscaled.IsZero ? "0" : (text[0] == '-' ? "-" : "") + Write(kind, unscaled, scale);
    }

    private static string Write(Kind kind, BigInteger unscaled, int scale)
    {
        if (kind == Kind.Binary && IsBinaryForm(unscaled, scale))
        {
            var (rounded, _) = RoundUp(unscaled, scale, 0);
            var (number, steps) = TakeFactors(rounded, 1024, BinarySuffixes.Length);
            return number.ToString(CultureInfo.InvariantCulture) + (steps == 0 ? "" : $"{BinarySuffixes[steps - 1]}i");
        }

        var (mantissa, tens) = TakeFactors(unscaled, 10, int.MaxValue);
        var exponent = scale + tens;
        while (exponent % 3 != 0)
        {
            mantissa *= 10;
            exponent--;
        }

        return mantissa.ToString(CultureInfo.InvariantCulture) + DecimalSuffix(kind, exponent);
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

        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && Math.Abs(exponent) <= MaximumExponent
                ? (Kind.DecimalExponent, exponent)
                : null;
    }

    [GeneratedRegex(
        @"^[-+]?(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?(?<suffix>[eEinumkKMGTP]*[-+]?[0-9]*)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
