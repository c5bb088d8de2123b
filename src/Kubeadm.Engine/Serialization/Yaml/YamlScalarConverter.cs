using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Yaml;

/// <summary>Scalars of YAML as values and keys of JSON.</summary>
internal static class YamlScalarConverter
{
    public static JsonNode? ToJson(YamlTreeNode scalar, bool keepNumbers)
    {
        if (keepNumbers && scalar.IsPlain && IsJsonNumber(scalar.Text))
        {
            return JsonNode.Parse(scalar.Text);
        }

        return Resolve(scalar) switch
        {
            null => null,
            bool flag => JsonValue.Create(flag),
            double number when !double.IsFinite(number) =>
                throw YamlErrors.NotAJsonNumber(scalar.Line, scalar.Text),
            double number => JsonNode.Parse(GoNumber.ToJson(number)),
            string text => JsonValue.Create(text),

            // Parsed, a number can be taken as any type that holds it; made of a long, as no other.
            var integer => JsonNode.Parse(((IFormattable)integer).ToString(null, CultureInfo.InvariantCulture)),
        };
    }

    public static string ToKey(YamlTreeNode key)
    {
        if (key.Kind != YamlTreeKind.Scalar)
        {
            throw YamlErrors.KeyNotScalar(key.Line);
        }

        return Resolve(key) switch
        {
            null => throw YamlErrors.KeyNull(key.Line),
            bool flag => flag ? "true" : "false",
            double.PositiveInfinity => ".inf",
            double.NegativeInfinity => "-.inf",
            double and double.NaN => ".nan",
            double number => GoNumber.ToShortest((float)number),
            string text => text,
            ulong => throw YamlErrors.KeyTooLarge(key.Line, key.Text),
            IFormattable integer => integer.ToString(null, CultureInfo.InvariantCulture),
            _ => key.Text,
        };
    }

    /// <summary>A <see cref="bool"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="double"/>, <see cref="string"/> or null.</summary>
    private static object? Resolve(YamlTreeNode scalar)
    {
        if (scalar.Tag.Length == 0)
        {
            return scalar.IsPlain ? ValueOf(YamlScalarResolver.Resolve(scalar.Text), scalar.Text) : scalar.Text;
        }

        return scalar.Tag switch
        {
            YamlTags.Binary => Decode(scalar),
            YamlTags.Boolean or YamlTags.Integer or YamlTags.Float or YamlTags.Null or YamlTags.Timestamp => ResolveTagged(scalar),
            _ => scalar.Text,
        };
    }

    private static object? ResolveTagged(YamlTreeNode scalar)
    {
        var resolution = YamlScalarResolver.Resolve(scalar.Text);
        return (scalar.Tag, resolution.Kind) switch
        {
            (YamlTags.Boolean, YamlScalarKind.Boolean)
                or (YamlTags.Integer, YamlScalarKind.Integer)
                or (YamlTags.Float, YamlScalarKind.Float)
                or (YamlTags.Null, YamlScalarKind.Null) => resolution.Value,
            (YamlTags.Timestamp, YamlScalarKind.Timestamp) => scalar.Text,
            (YamlTags.Float, YamlScalarKind.Integer) when resolution.Value is long integer => (double)integer,
            _ => throw YamlErrors.NotOfItsTag(scalar.Line, scalar.Text),
        };
    }

    private static object? ValueOf(YamlResolution resolution, string text) => resolution.Kind switch
    {
        YamlScalarKind.Text or YamlScalarKind.Timestamp => text,
        _ => resolution.Value,
    };

    private static string Decode(YamlTreeNode scalar)
    {
        try
        {
            return Encoding.UTF8.GetString(System.Convert.FromBase64String(scalar.Text));
        }
        catch (FormatException problem)
        {
            throw YamlErrors.NotBase64(scalar.Line, problem);
        }
    }

    private static bool IsJsonNumber(string text)
    {
        try
        {
            return text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '-') && JsonNode.Parse(text) is JsonValue;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
