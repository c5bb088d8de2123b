using System.Management.Automation;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.PowerShell.Results;

/// <summary>A document of a kubeadm configuration.</summary>
public sealed class KubeadmDocument
{
    private KubeadmDocument(JsonObject root)
    {
        ApiVersion = (string?)root["apiVersion"] ?? "";
        Kind = (string?)root["kind"] ?? "";
        Content = (PSObject)ToObject(root)!;
        Yaml = KubeYaml.Write(root);
    }

    /// <summary>Group and version, for example <c>kubeadm.k8s.io/v1beta4</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>The kind, for example <c>ClusterConfiguration</c>.</summary>
    public string Kind { get; }

    /// <summary>The fields, with Kubernetes' own names.</summary>
    public PSObject Content { get; }

    /// <summary>The document as YAML.</summary>
    public string Yaml { get; }

    /// <summary>The documents of a text.</summary>
    public static IEnumerable<KubeadmDocument> ReadAll(string yaml) =>
        KubeYaml.ReadDocuments(yaml).Select(document => document.Root).OfType<JsonObject>().Select(root => new KubeadmDocument(root));

    /// <inheritdoc/>
    public override string ToString() => $"{ApiVersion} {Kind}";

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
