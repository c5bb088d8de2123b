using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>Reads single values. Numbers are judged by their text: <c>1.0</c> is no integer.</summary>
internal static partial class ApiScalarDecoder
{
    /// <summary>The value of a field that is not set.</summary>
    public static object? ZeroOf(ApiValuePlan plan) => plan.Kind switch
    {
        ApiValueKind.Text => "",
        ApiValueKind.Quantity => Quantity.Zero,
        ApiValueKind.List or ApiValueKind.Map or ApiValueKind.Json => null,
        _ => Activator.CreateInstance(plan.Type),
    };

    /// <summary>Decodes a value; returns null, or what the value should have been.</summary>
    public static string? TryDecode(ApiValuePlan plan, JsonNode node, out object? value)
    {
        var kind = node.GetValueKind();
        value = null;
        switch (plan.Kind)
        {
            case ApiValueKind.Text when kind == JsonValueKind.String:
                value = node.GetValue<string>();
                return null;
            case ApiValueKind.Text:
                return "a string; quote it";
            case ApiValueKind.Boolean:
                value = kind == JsonValueKind.True;
                return kind is JsonValueKind.True or JsonValueKind.False ? null : "true or false";
            case ApiValueKind.Integer:
                value = kind == JsonValueKind.Number ? Integer(plan.Type, node.ToJsonString()) : null;
                return value is null ? RangeOf(plan.Type) : null;
            case ApiValueKind.Float:
                return kind == JsonValueKind.Number && TryParseFloat(plan.Type, node.ToJsonString(), out value) ? null : "a number";
            default:
                return TryDecodeText(plan, node, kind, out value);
        }
    }

    private static string? TryDecodeText(ApiValuePlan plan, JsonNode node, JsonValueKind kind, out object? value)
    {
        var text = kind switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number when plan.Kind is ApiValueKind.Quantity or ApiValueKind.DurationOrNumber => node.ToJsonString(),
            _ => null,
        };
        value = null;
        switch (plan.Kind)
        {
            case ApiValueKind.Quantity:
                value = text is not null && Quantity.TryParse(text.Trim(), out var quantity) ? quantity : null;
                return value is null ? "a quantity such as 100m or 1Gi" : null;
            case ApiValueKind.Time:
                value = text is null ? null : Time(text);
                return value is null ? "a time such as 2030-01-31T12:00:00Z (RFC 3339)" : null;
            case ApiValueKind.DurationOrNumber when kind == JsonValueKind.Number:
                value = Integer(typeof(long), text!) is long nanoseconds
                    ? new DurationOrNumber(nanoseconds, IsText: false)
                    : null;
                return value is null ? "a whole number of nanoseconds" : null;
            default:
                var isDuration = GoDuration.TryParse(text, out var duration);
                value = plan.Kind == ApiValueKind.Duration ? duration : new DurationOrNumber(duration);
                return isDuration ? null : "a duration such as 1m30s";
        }
    }

    private static object? Integer(Type type, string json)
    {
        var isInteger = Int128.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        var (smallest, largest) = Bounds(type);
        return isInteger && number >= smallest && number <= largest && !(smallest == 0 && json[0] == '-')
            ? Convert.ChangeType((decimal)number, type, CultureInfo.InvariantCulture)
            : null;
    }

    private static (Int128 Smallest, Int128 Largest) Bounds(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => (byte.MinValue, byte.MaxValue),
        TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
        TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
        TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    private static string RangeOf(Type type)
    {
        var (smallest, largest) = Bounds(type);
        return $"a whole number from {smallest} to {largest}";
    }

    private static bool TryParseFloat(Type type, string json, out object? value)
    {
        var number = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        value = Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        return value is float single ? float.IsFinite(single) : double.IsFinite(number);
    }

    private static DateTimeOffset? Time(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success)
        {
            return null;
        }

        // Offsets of up to 24 hours are taken, more than DateTimeOffset holds.
        var local = $"{match.Groups["date"].Value}T{match.Groups["hour"].Value.PadLeft(2, '0')}{match.Groups["rest"].Value}";
        if (!DateTime.TryParseExact(local, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var minutes = match.Groups["zh"] is { Success: true } hours
            ? (int.Parse(hours.ValueSpan, CultureInfo.InvariantCulture) * 60) + int.Parse(match.Groups["zm"].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        var ticks = time.Ticks + (TimeSpan.TicksPerMinute * (match.Groups["sign"].Value == "-" ? minutes : -minutes));
        return minutes < 25 * 60 && ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
    }

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?<hour>[0-9]{1,2})(?<rest>:[0-9]{2}:[0-9]{2})([.,][0-9]+)?(Z|(?<sign>[-+])(?<zh>[0-9]{2}):(?<zm>[0-5][0-9]))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc3339();
}
