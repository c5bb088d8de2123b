using System.Text.Json.Nodes;
using Kubeadm.Engine.Patches;
using Kubeadm.Testing;
using Xunit.Abstractions;

namespace Kubeadm.Engine.Tests.Patches;

public sealed class ReferencePatchTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_reference_patch_has_its_result()
    {
        var path = ReferenceData.Require("patches.jsonl");
        Skip.IfNot(File.Exists(path), "no reference patches");
        List<string> failures = [];
        var count = 0;
        foreach (var line in File.ReadLines(path))
        {
            count++;
            if (Difference(JsonNode.Parse(line)!.AsObject()) is { } difference)
            {
                failures.Add(difference);
            }
        }

        output.WriteLine($"{count - failures.Count} of {count} patches equal");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(count > 0);
    }

    private static string? Difference(JsonObject line)
    {
        var id = line["id"]!.ToString();
        JsonNode? actual;
        try
        {
            actual = Apply(line["target"]!.AsObject(), line["type"]!.ToString(), line["patch"]);
        }
        catch (PatchException e)
        {
            return line["exit"]!.GetValue<int>() == 0 ? $"{id}: refused: {e.Message}" : null;
        }

        if (line["exit"]!.GetValue<int>() != 0)
        {
            // kubectl alone refuses a result that has no kind.
            return actual["kind"] is JsonValue kind && kind.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? $"{id}: must be refused: {line["error"]}" : null;
        }

        var expected = Comparable(line["result"]!).ToJsonString();
        var found = Comparable(actual).ToJsonString();
        return expected == found ? null : $"{id}: expected\n{expected}\nbut found\n{found}";
    }

    private static JsonNode Apply(JsonObject target, string type, JsonNode? patch) => type switch
    {
        "strategic" => StrategicMergePatch.Apply(
            target, patch, target["kind"]!.ToString() == "Pod" ? PatchSchema.Pod : PatchSchema.Deployment),
        "merge" => JsonMergePatch.Apply(target, patch),
        "json" => JsonPatch.Apply(target, patch),
        _ => throw new InvalidOperationException(type),
    };

    /// <summary>The value with sorted fields, without an empty status and null timestamps.</summary>
    private static JsonNode Comparable(JsonNode value)
    {
        var sorted = Sorted(value)!;
        if (sorted is JsonObject root && root["status"] is JsonObject { Count: 0 })
        {
            root.Remove("status");
        }

        return sorted;
    }

    private static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject fields => new JsonObject(fields
            .Where(field => field is not { Key: "creationTimestamp", Value: null })
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => value?.DeepClone(),
    };
}
