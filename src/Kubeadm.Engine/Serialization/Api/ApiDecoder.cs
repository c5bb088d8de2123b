using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Serialization.Api;

/// <summary>
/// Reads JSON into objects whose properties carry <see cref="ApiFieldAttribute"/>, by the rules of sigs.k8s.io/json:
/// names are case-sensitive, types are never converted, null leaves a value as it is.
/// </summary>
internal sealed class ApiDecoder(Func<string, int?>? lineOf)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void Fill(object owner, JsonObject json, string path, bool isDocument)
    {
        var plan = ApiTypePlan.For(owner.GetType());
        foreach (var (name, node) in json)
        {
            var fieldPath = path.Length == 0 ? name : $"{path}.{name}";
            if (plan.Field(name) is { } field)
            {
                FillField(owner, field, node, fieldPath);
            }
            else if (isDocument && name is "apiVersion" or "kind")
            {
                Expect(node is null || Is(node, JsonValueKind.String), fieldPath, node, "a string");
            }
            else
            {
                _findings.Add(new(FindingSeverity.Error, fieldPath, "there is no such field", lineOf?.Invoke(fieldPath)) { IsStrict = true });
            }
        }
    }

    private void FillField(object owner, ApiFieldPlan field, JsonNode? node, string path)
    {
        if (node is null)
        {
            FillNull(owner, field, path);
        }
        else if (field.Value.Kind == ApiValueKind.Object && field.Get(owner) is { } nested)
        {
            if (Expect(node is JsonObject, path, node, "a mapping"))
            {
                Fill(nested, (JsonObject)node, path, isDocument: false);
            }
        }
        else if (TryDecode(field.Value, node, path, out var value))
        {
            field.Set(owner, value);
        }
    }

    private void FillNull(object owner, ApiFieldPlan field, string path)
    {
        if (field.IsPointer || field.IsNullByDefault)
        {
            field.Set(owner, null);
        }
        else if (field.Value.Kind is ApiValueKind.Duration)
        {
            Report(path, "null is not a duration; leave the field out or write one such as 1m30s");
        }
        else if (field.Value.Kind is ApiValueKind.List or ApiValueKind.Map)
        {
            field.Set(owner, field.Value.New());
        }
    }

    private bool TryDecode(ApiValuePlan plan, JsonNode? node, string path, out object? value)
    {
        value = null;
        switch (plan.Kind)
        {
            case ApiValueKind.Json:
                value = node?.DeepClone();
                return true;
            case ApiValueKind.Object:
                value = plan.New();
                if (node is not null && Expect(node is JsonObject, path, node, "a mapping"))
                {
                    Fill(value, (JsonObject)node, path, isDocument: false);
                }

                return true;
            case ApiValueKind.List:
                return node is null || TryDecodeList(plan, node, path, out value);
            case ApiValueKind.Map:
                return node is null || TryDecodeMap(plan, node, path, out value);
            default:
                return TryDecodeScalar(plan, node, path, out value);
        }
    }

    private bool TryDecodeList(ApiValuePlan plan, JsonNode node, string path, out object? value)
    {
        value = null;
        if (!Expect(node is JsonArray, path, node, "a list"))
        {
            return false;
        }

        var list = (IList)plan.New();
        foreach (var item in (JsonArray)node)
        {
            var decoded = TryDecode(plan.Item!, item, $"{path}[{list.Count}]", out var itemValue);
            list.Add(decoded ? itemValue : ApiScalarDecoder.ZeroOf(plan.Item!));
        }

        value = list;
        return true;
    }

    private bool TryDecodeMap(ApiValuePlan plan, JsonNode node, string path, out object? value)
    {
        value = null;
        if (!Expect(node is JsonObject, path, node, "a mapping"))
        {
            return false;
        }

        var map = (IDictionary)plan.New();
        foreach (var (key, item) in (JsonObject)node)
        {
            if (TryDecode(plan.Item!, item, $"{path}.{key}", out var itemValue))
            {
                map[key] = itemValue;
            }
        }

        value = map;
        return true;
    }

    private bool TryDecodeScalar(ApiValuePlan plan, JsonNode? node, string path, out object? value)
    {
        if (node is null)
        {
            value = ApiScalarDecoder.ZeroOf(plan);
            return Expect(plan.Kind != ApiValueKind.Duration, path, node, "a duration");
        }

        var wanted = ApiScalarDecoder.TryDecode(plan, node, out value);
        return wanted is null || Expect(false, path, node, wanted);
    }

    private bool Expect(bool isSo, string path, JsonNode? node, string wanted)
    {
        if (!isSo)
        {
            Report(path, $"{Describe(node)} is not {wanted}");
        }

        return isSo;
    }

    private void Report(string path, string message) =>
        _findings.Add(new(FindingSeverity.Error, path, message, lineOf?.Invoke(path)));

    /// <summary>Texts are not repeated when they may be secret, as tokens and keys are: only what can be read as a number, time or word is.</summary>
    private static string Describe(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "a mapping",
        JsonArray => "a list",
        _ when Is(node, JsonValueKind.String) => $"'{Excerpt.Of(node.ToString())}'",
        _ => Excerpt.Of(node.ToJsonString()),
    };

    private static bool Is(JsonNode node, JsonValueKind kind) => node.GetValueKind() == kind;
}
