using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Kubernetes;

/// <summary>Turns the client's models into JSON by <see cref="KubernetesModelPlan"/>.</summary>
internal static class KubernetesModelEncoder
{
    public static JsonObject EncodeObject(object model)
    {
        var plan = KubernetesModelPlan.For(model.GetType());
        var json = Encode(plan, model);
        if (plan.Entity is { } entity)
        {
            json["apiVersion"] ??= string.IsNullOrEmpty(entity.Group) ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}";
            json["kind"] ??= entity.Kind;
        }

        return json;
    }

    private static JsonObject Encode(KubernetesModelPlan plan, object? model)
    {
        var json = new JsonObject();
        foreach (var field in plan.Fields)
        {
            var value = model is null ? null : field.Access.Get(model);
            if (value is not null && !IsLeftOut(field, value))
            {
                json[field.Name] = Encode(value);
            }
            else if (field.Default is not null)
            {
                json[field.Name] = value is null ? DefaultOf(field) : Encode(value);
            }
        }

        return json;
    }

    private static JsonNode? DefaultOf(KubernetesModelField field) =>
        field.Default == "{}"
            ? Encode(KubernetesModelPlan.For(field.Type), model: null)
            : JsonNode.Parse(field.Default!);

    private static bool IsLeftOut(KubernetesModelField field, object value) => value switch
    {
        string text => field.OmitZero && text.Length == 0,
        bool flag => field.OmitZero && !flag,
        int or long or double => field.OmitZero && Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0,
        ICollection collection => collection.Count == 0,
        _ => false,
    };

    private static JsonNode? Encode(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        double number => JsonForms.Float(number),
        DateTime time => JsonForms.Time(time.ToUniversalTime()),
        byte[] bytes => Convert.ToBase64String(bytes),
        IntOrString either => int.TryParse(either.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : either.Value,
        ResourceQuantity quantity => Quantity.TryParse(quantity.ToString(), out var canonical) ? canonical.Text : quantity.ToString(),
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        IDictionary map => JsonForms.Map(map, Encode),
        IEnumerable list => JsonForms.List(list, Encode),
        _ => Encode(KubernetesModelPlan.For(value.GetType()), value),
    };
}
