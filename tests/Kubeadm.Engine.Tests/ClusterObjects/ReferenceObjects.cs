using System.Text.Json.Nodes;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.ClusterObjects;

/// <summary>The API writes of a reference case.</summary>
internal sealed class ReferenceObjects
{
    private ReferenceObjects(IReadOnlyList<JsonObject> writes) => Writes = writes;

    public IReadOnlyList<JsonObject> Writes { get; }

    public static ReferenceObjects Load(string name) =>
        new([.. KubeYaml.ReadDocuments(File.ReadAllText(ReferenceData.Require("init", name, "expected", "objects.yaml")))
            .Select(document => document.Root!.AsObject())]);

    public static IEnumerable<string> Cases() => ReferenceData.InitCases(folder => File.Exists(Path.Combine(folder, "expected", "objects.yaml")));

    /// <summary>The object of a write, or null where the case has no such one.</summary>
    public JsonObject? Find(string resource, string name) => Writes
        .Where(write => (string?)write["resource"] == resource)
        .Select(write => write["object"]!.AsObject())
        .FirstOrDefault(value => (string?)value["metadata"]!["name"] == name);

    /// <summary>Compares recorded writes with the reference under the rules of its README.</summary>
    public void AssertEqual(IReadOnlyList<RecordedWrite> writes)
    {
        Assert.Equal(Writes.Select(Identity), writes.Select(Identity));
        foreach (var (expected, actual) in Writes.Zip(writes))
        {
            var (want, have) = (Plain(expected["object"]!), Plain(actual.Object));
            if (actual.Verb == ApiVerb.Patch)
            {
                continue;
            }

            Level(want);
            Level(have);
            Assert.True(JsonNode.DeepEquals(want, have), $"{Identity(actual)}\nwanted {want.ToJsonString()}\nis     {have.ToJsonString()}");
        }
    }

    private static JsonObject Plain(JsonNode value) => JsonNode.Parse(value.ToJsonString())!.AsObject();

    private static string Identity(JsonObject write)
    {
        var metadata = write["object"]!["metadata"]!;
        var name = IsRandom((string)metadata["name"]!) ? "bootstrap-token-(random)" : (string)metadata["name"]!;
        return $"{write["action"]} {write["resource"]} {write["group"]} {(string?)metadata["namespace"]} {name}";
    }

    private static string Identity(RecordedWrite write)
    {
        var name = IsRandom(write.Name) ? "bootstrap-token-(random)" : write.Name;
        return $"{write.Verb.ToString().ToUpperInvariant()} {write.Resource} {write.Group} {write.Namespace} {name}";
    }

    private static bool IsRandom(string name) =>
        name.StartsWith("bootstrap-token-", StringComparison.Ordinal) && name is not ("bootstrap-token-abcdef" or "bootstrap-token-123456");

    // Random and dated values are equal in their keys only.
    private static void Level(JsonObject value)
    {
        if ((string?)value["kind"] != "Secret")
        {
            return;
        }

        var data = value["data"]!.AsObject();
        var random = IsRandom((string)value["metadata"]!["name"]!);
        var certificates = (string)value["metadata"]!["name"]! == "kubeadm-certs";
        foreach (var key in data.Select(entry => entry.Key).ToList())
        {
            if (certificates || key == "expiration" || (random && key is "token-id" or "token-secret"))
            {
                data[key] = "";
            }
        }

        if (random)
        {
            value["metadata"]!["name"] = "";
        }

        if (value["metadata"]!["ownerReferences"]?[0] is JsonObject owner)
        {
            owner["name"] = "";
            owner["uid"] = "";
        }
    }
}
