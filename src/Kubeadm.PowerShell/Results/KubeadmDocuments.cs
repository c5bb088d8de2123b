using System.Management.Automation;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.PowerShell.Results;

/// <summary>Reads documents of kubeadm configurations as objects of PowerShell's.</summary>
internal static class KubeadmDocuments
{
    /// <summary>The documents of a text.</summary>
    public static IEnumerable<KubeadmDocument> ReadAll(string yaml) =>
        KubeYaml.ReadDocuments(yaml).Select(document => document.Root).OfType<JsonObject>().Select(root => new KubeadmDocument
        {
            ApiVersion = (string?)root["apiVersion"] ?? "",
            Kind = (string?)root["kind"] ?? "",
            Content = ToObject(root)!,
            Yaml = KubeYaml.Write(root),
        });

    private static object? ToObject(JsonNode? node) => node switch
    {
        JsonObject map => map.Aggregate(new PSObject(), (made, pair) =>
        {
            made.Properties.Add(new PSNoteProperty(pair.Key, ToObject(pair.Value)));
            return made;
        }),
        JsonArray list => list.Select(ToObject).ToArray(),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        JsonValue value => value.ToString(),
        _ => null,
    };
}
