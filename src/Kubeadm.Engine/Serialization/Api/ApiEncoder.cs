using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>Writes objects whose properties carry <see cref="ApiFieldAttribute"/> as JSON, leaving out what Go leaves out.</summary>
internal static class ApiEncoder
{
    public static JsonObject Encode(object owner)
    {
        var plan = ApiTypePlan.For(owner.GetType());
        var json = new JsonObject();
        if (plan.Document is { } document)
        {
            json["apiVersion"] = document.ApiVersion;
            json["kind"] = document.Kind;
        }

        foreach (var field in plan.Fields)
        {
            var value = field.Get(owner);
            if (!(field.OmitEmpty && IsEmpty(field, value)))
            {
                json[field.Name] = Encode(field, value);
            }
        }

        return json;
    }

    private static JsonNode? Encode(ApiFieldPlan field, object? value) =>
        value is null && field is { Value.Kind: ApiValueKind.Text, IsPointer: false } ? "" : Encode(field.Value, value);

    private static JsonNode? Encode(ApiValuePlan plan, object? value) => value is null ? null : plan.Kind switch
    {
        ApiValueKind.Text => (string)value,
        ApiValueKind.Boolean => (bool)value,
        ApiValueKind.Integer => JsonForms.Integer((IFormattable)value),
        ApiValueKind.Float => value is float single ? JsonForms.Float(single) : JsonForms.Float((double)value),
        ApiValueKind.Duration => GoDuration.Format((TimeSpan)value),
        ApiValueKind.DurationOrNumber => Encode((DurationOrNumber)value),
        ApiValueKind.Time => JsonForms.Time((DateTimeOffset)value),
        ApiValueKind.Quantity => ((Quantity)value).ToString(),
        ApiValueKind.Json => ((JsonNode)value).DeepClone(),
        ApiValueKind.List => JsonForms.List((IList)value, item => Encode(plan.Item!, item)),
        ApiValueKind.Map => JsonForms.Map((IDictionary)value, item => Encode(plan.Item!, item)),
        _ => Encode(value),
    };

    private static JsonNode Encode(DurationOrNumber value) =>
        value.IsText ? GoDuration.Format(value.Duration) : JsonForms.Integer(value.Nanoseconds);

    private static bool IsEmpty(ApiFieldPlan field, object? value) => field.IsPointer ? value is null : value switch
    {
        null => true,
        string text => text.Length == 0,
        bool flag => !flag,
        TimeSpan or DurationOrNumber or Quantity or DateTimeOffset => false,
        ICollection collection => collection.Count == 0,
        JsonNode => false,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture) == 0,
        _ => false,
    };
}
