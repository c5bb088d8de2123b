using System.Globalization;
using System.Text.RegularExpressions;

namespace Kubeadm.Engine.Serialization.Yaml;

internal enum YamlScalarKind
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
    Timestamp,
}

/// <summary>What a plain scalar means.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Value">A <see cref="bool"/>, <see cref="long"/>, <see cref="ulong"/> or <see cref="double"/>, or null for the other kinds.</param>
internal readonly record struct YamlResolution(YamlScalarKind Kind, object? Value = null);

/// <summary>The types of YAML 1.1's plain scalars as go-yaml v2 knows them (https://yaml.org/type/).</summary>
internal static partial class YamlScalarResolver
{
    private static readonly YamlResolution Text = new(YamlScalarKind.Text);

    private static readonly Dictionary<string, YamlResolution> Words = MakeWords();

    public static YamlResolution Resolve(string scalar)
    {
        if (Words.TryGetValue(scalar, out var word))
        {
            return word;
        }

        return scalar[0] switch
        {
            '.' => Fraction().IsMatch(scalar) && Float(scalar.Replace("_", "", StringComparison.Ordinal)) is { } number
                ? new(YamlScalarKind.Float, number)
                : Text,
            '+' or '-' or (>= '0' and <= '9') => IsTimestamp(scalar) ? new(YamlScalarKind.Timestamp) : Number(scalar),
            _ => Text,
        };
    }

    /// <summary>Whether a text is a number in base 60 (<c>1:30</c>); go-yaml quotes these for other readers' sake and reads them as text.</summary>
    public static bool IsBase60(string scalar) => scalar.Contains(':', StringComparison.Ordinal) && Base60().IsMatch(scalar);

    private static Dictionary<string, YamlResolution> MakeWords()
    {
        var words = new Dictionary<string, YamlResolution>(StringComparer.Ordinal);
        Add(new(YamlScalarKind.Boolean, true), "y Y yes Yes YES true True TRUE on On ON");
        Add(new(YamlScalarKind.Boolean, false), "n N no No NO false False FALSE off Off OFF");
        Add(new(YamlScalarKind.Null), "~ null Null NULL");
        Add(new(YamlScalarKind.Float, double.NaN), ".nan .NaN .NAN");
        Add(new(YamlScalarKind.Float, double.PositiveInfinity), ".inf .Inf .INF +.inf +.Inf +.INF");
        Add(new(YamlScalarKind.Float, double.NegativeInfinity), "-.inf -.Inf -.INF");
        words[""] = new(YamlScalarKind.Null);
        return words;

        void Add(YamlResolution meaning, string spellings)
        {
            foreach (var spelling in spellings.Split(' '))
            {
                words[spelling] = meaning;
            }
        }
    }

    private static YamlResolution Number(string scalar)
    {
        var plain = scalar.Replace("_", "", StringComparison.Ordinal);
        if (Integer(plain) is { } integer)
        {
            return integer;
        }

        return DecimalFloat().IsMatch(plain) && Float(plain) is { } number ? new(YamlScalarKind.Float, number) : Text;
    }

    /// <summary>A <see cref="long"/>, or a <see cref="ulong"/> where that is too small; a leading zero means octal.</summary>
    private static YamlResolution? Integer(string plain)
    {
        var sign = plain is ['+' or '-', ..] ? plain[..1] : "";
        var body = plain[sign.Length..];
        var (radix, digits) = body switch
        {
            ['0', 'x' or 'X', .. var hex] => (16u, hex),
            ['0', 'o' or 'O', .. var octal] => (8u, octal),
            ['0', 'b', '+' or '-', .. var binary] when sign.Length == 0 => (2u, binary),
            ['0', 'b' or 'B', .. var binary] => (2u, binary),
            ['0', _, ..] => (8u, body[1..]),
            _ => (10u, body),
        };
        if (!TryParseDigits(digits, radix, out var magnitude))
        {
            return null;
        }

        return (sign == "-" || body is ['0', 'b', '-', ..], magnitude) switch
        {
            (true, <= (ulong)long.MaxValue + 1) => new(YamlScalarKind.Integer, unchecked(-(long)magnitude)),
            (false, <= long.MaxValue) => new(YamlScalarKind.Integer, (long)magnitude),
            (false, _) when sign.Length == 0 => new(YamlScalarKind.Integer, magnitude),
            _ => null,
        };
    }

    private static bool TryParseDigits(string digits, uint radix, out ulong value)
    {
        value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : uint.MaxValue;
            if (digit >= radix)
            {
                return false;
            }

            var next = ((UInt128)value * radix) + digit;
            if (next > ulong.MaxValue)
            {
                return false;
            }

            value = (ulong)next;
        }

        return digits.Length > 0;
    }

    private static double? Float(string text) =>
        DecimalFloat().IsMatch(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static bool IsTimestamp(string scalar)
    {
        if (scalar.Length < 8 || scalar[4] != '-')
        {
            return false;
        }

        var match = Timestamp().Match(scalar);
        if (!match.Success)
        {
            return false;
        }

        var (year, month, day) = (Part("y"), Part("m"), Part("d"));
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month)
            && Part("h") < 24 && Part("min") < 60 && Part("s") < 60 && Part("zh") <= 24 && Part("zm") < 60;

        int Part(string name) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalFloat();

    /// <summary>A number without a digit before its point goes by Go's own rule for underscores: between digits only.</summary>
    [GeneratedRegex(@"^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Base60();

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})(([Tt](?<h>[0-9]{1,2}):(?<min>[0-9]{1,2}):(?<s>[0-9]{1,2})([.,][0-9]+)?(Z|[-+](?<zh>[0-9]{2}):(?<zm>[0-9]{2})))| +(?<h>[0-9]{1,2}):(?<min>[0-9]{1,2}):(?<s>[0-9]{1,2})([.,][0-9]+)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Timestamp();
}
