using System.Globalization;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>Numbers in the forms that Go's encoding/json and strconv give them.</summary>
internal static class GoNumber
{
    /// <summary>From this power of ten on, format <c>g</c> writes an exponent.</summary>
    private const int LargestPlainExponent = 6;

    /// <summary>
    /// The YAML of a number that stands in JSON: integers of 64 bits as they are, all else as a float; null where it is too large for
    /// one of 64 bits, which makes it a text for Go's YAML.
    /// </summary>
    public static string? ToYaml(string json)
    {
        if (IsInteger(json))
        {
            return json == "-0" ? "0" : json;
        }

        var value = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            return null;
        }

        var written = ToJson(value);
        return IsInteger(written) ? ToYaml(written) : ToShortest(double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>How encoding/json writes a float: without exponent from 1e-6 up to 1e21.</summary>
    public static string ToJson(double value)
    {
        var magnitude = Math.Abs(value);
        return magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)
            ? Scientific(value.ToString("R", CultureInfo.InvariantCulture), minimumExponentDigits: 1)
            : Decimal(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>How strconv writes a float in format <c>g</c> with as few digits as it takes.</summary>
    public static string ToShortest(double value) => Shortest(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The same, of the nearest float of 32 bits.</summary>
    public static string ToShortest(float value) => Shortest(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Whether a JSON number is an integer that 64 bits hold, signed or not.</summary>
    public static bool IsInteger(string json) =>
        long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || ulong.TryParse(json, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Shortest(string roundTrip)
    {
        var (_, _, exponent) = Split(roundTrip);
        return exponent is < -4 or >= LargestPlainExponent ? Scientific(roundTrip, minimumExponentDigits: 2) : Decimal(roundTrip);
    }

    private static string Scientific(string roundTrip, int minimumExponentDigits)
    {
        var (sign, digits, exponent) = Split(roundTrip);
        var mantissa = digits.Length == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
        var power = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(minimumExponentDigits, '0');
        return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    private static string Decimal(string roundTrip)
    {
        var (sign, digits, exponent) = Split(roundTrip);
        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary>Parts a number into its sign, its significant digits and the power of ten of the first of them.</summary>
    private static (string Sign, string Digits, int Exponent) Split(string roundTrip)
    {
        var sign = roundTrip.StartsWith('-') ? "-" : "";
        var body = roundTrip[sign.Length..];
        var exponent = 0;
        if (body.IndexOf('E', StringComparison.Ordinal) is var e and >= 0)
        {
            exponent = int.Parse(body[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            body = body[..e];
        }

        var point = body.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? body : body[..point];
        var all = whole + (point < 0 ? "" : body[(point + 1)..]);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        return digits.Length == 0 ? (sign, "0", 0) : (sign, digits, exponent + whole.Length - 1 - leading);
    }
}
