using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Tests.Fuzzing;

/// <summary>Creates inputs that are well-formed: a seed that is YAML or JSON, with values replaced, doubled, moved and removed.</summary>
/// <remarks>Changed bytes seldom get past a parser of YAML; these get to what reads its values.</remarks>
/// <param name="random">Where the inputs come from.</param>
/// <param name="seeds">The seeds; those that are not such documents are left out.</param>
internal sealed class Grower(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly string[] Names =
    [
        "name", "op", "path", "from", "value", "containers", "volumes", "env", "metadata", "spec", "labels", "$patch", "$retainKeys", "$setElementOrder/containers",
        "$setElementOrder/volumes", "$deleteFromPrimitiveList/finalizers", "finalizers", "kind", "apiVersion", "ttl", "expires", "extraArgs", "token", "user", "cluster", "exec", "command", "alg", "kid",
    ];

    private static readonly string[] Texts =
    [
        "", "a", "add", "remove", "replace", "move", "copy", "test", "/spec/containers/0", "/metadata", "/spec/containers/-", "/spec", "", "delete", "merge", "kube-apiserver", "x y",
        "1h", "-1h", "99999999999h", "1Gi", "-5.5e3", "https://127.0.0.1:1", "10.0.0.0/8", "2030-01-31T12:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "\u0000", "é", "aGVsbG8=",
    ];

    private readonly List<(bool IsJson, JsonNode[] Roots)> _documents = [.. seeds.Select(Read).Where(seed => seed.Roots.Length > 0)];

    /// <summary>The next input; null when the seeds are not such documents.</summary>
    public byte[]? Next()
    {
        if (_documents.Count == 0)
        {
            return null;
        }

        var (isJson, seed) = _documents[random.Next(_documents.Count)];
        var roots = Array.ConvertAll(seed, root => root.DeepClone());
        for (var changes = 1 + random.Next(5); changes > 0; changes--)
        {
            Change(roots[random.Next(roots.Length)]);
        }

        return Encoding.UTF8.GetBytes(isJson ? roots[0].ToJsonString() : string.Join("---\n", roots.Select(KubeYaml.Write)));
    }

    private static (bool IsJson, JsonNode[] Roots) Read(byte[] seed)
    {
        try
        {
            var roots = KubeYaml.ReadDocuments(seed).Select(document => document.Root).OfType<JsonNode>().Where(root => root is not JsonValue).ToArray();
            return (roots.Length == 1 && seed.AsSpan().TrimStart(" \n"u8) is [(byte)'{' or (byte)'[', ..], roots);
        }
        catch (KubeadmException)
        {
            return (false, []);
        }
    }

    private void Change(JsonNode root)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        switch (places[random.Next(places.Count)])
        {
            case JsonObject fields:
                var name = fields.Count > 0 && random.Next(3) > 0 ? fields.ElementAt(random.Next(fields.Count)).Key : Names[random.Next(Names.Length)];
                if (random.Next(4) == 0)
                {
                    fields.Remove(name);
                }
                else
                {
                    fields[name] = Value(places, 0);
                }

                break;
            case JsonArray list when list.Count > 0 && random.Next(4) == 0:
                list.RemoveAt(random.Next(list.Count));
                break;
            case JsonArray list when list.Count < 200:
                list.Insert(random.Next(list.Count + 1), Value(places, 0));
                break;
        }
    }

    private JsonNode? Value(List<JsonNode> places, int depth) => random.Next(depth > 3 ? 6 : 9) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(3) switch { 0 => 0, 1 => long.MaxValue, _ => random.Next(-10, 70_000) },
        3 => JsonNode.Parse("1e40"),
        4 or 5 => Texts[random.Next(Texts.Length)],
        6 => places[random.Next(places.Count)].DeepClone() is var copy && copy.ToJsonString().Length < 5000 ? copy : null,
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(places, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create(Names[((random.Next(Names.Length) * 4) + i) % Names.Length], Value(places, depth + 1))).DistinctBy(field => field.Key)),
    };

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject fields)
        {
            places.Add(node);
            foreach (var (_, child) in fields)
            {
                Collect(child, places);
            }
        }
        else if (node is JsonArray list)
        {
            places.Add(node);
            foreach (var child in list)
            {
                Collect(child, places);
            }
        }
    }
}
