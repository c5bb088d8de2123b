using System.Collections;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>Copies documents property by property, so that nothing is lost that a written form leaves out.</summary>
internal static class ApiCloner
{
    public static T Clone<T>(T document)
        where T : class, new() => (T)Copy(document);

    private static object Copy(object owner)
    {
        var copy = Activator.CreateInstance(owner.GetType())!;
        foreach (var field in ApiTypePlan.For(owner.GetType()).Fields)
        {
            field.Set(copy, Copy(field.Value, field.Get(owner)));
        }

        return copy;
    }

    private static object? Copy(ApiValuePlan plan, object? value)
    {
        switch (plan.Kind)
        {
            case var _ when value is null:
                return null;
            case ApiValueKind.Json:
                return ((JsonNode)value).DeepClone();
            case ApiValueKind.Object:
                return Copy(value);
            case ApiValueKind.List:
                var list = (IList)plan.New();
                foreach (var item in (IList)value)
                {
                    list.Add(Copy(plan.Item!, item));
                }

                return list;
            case ApiValueKind.Map:
                var map = (IDictionary)plan.New();
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    map[entry.Key] = Copy(plan.Item!, entry.Value);
                }

                return map;
            default:
                return value;
        }
    }
}
