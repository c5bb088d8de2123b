using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.DesiredState;

/// <summary>Documents of a configuration that can be shown: the secrets in those of kubeadm are covered. What is covered is no configuration: kubeadm refuses it.</summary>
internal static class CoveredDocuments
{
    private const string Cover = "****************";

    /// <summary>The fields of kubeadm's documents that hold a token or a key, wherever they stand.</summary>
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal) { "token", "tlsBootstrapToken", "certificateKey" };

    /// <summary>The documents of a text, as JSON each; none of a text that cannot be read.</summary>
    public static IReadOnlyList<string> Of(string yaml) => [.. TryRead(yaml).Select(Covered)];

    /// <summary>The documents of a text as they are; none of a text that cannot be read.</summary>
    public static IReadOnlyList<JsonObject> TryRead(string yaml)
    {
        try
        {
            return [.. KubeYaml.ReadDocuments(yaml).Select(document => document.Root).OfType<JsonObject>()];
        }
        catch (KubeadmException problem) when (problem.ErrorId == ErrorIds.InvalidConfiguration)
        {
            return [];
        }
    }

    /// <summary>A document as JSON.</summary>
    public static string Covered(JsonObject document)
    {
        var copy = document.DeepClone();
        if (((string?)document["apiVersion"])?.StartsWith($"{ConfigurationDocument.KubeadmGroup}/", StringComparison.Ordinal) == true)
        {
            CoverIn(copy);
        }

        return copy.ToJsonString();
    }

    private static void CoverIn(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    if (Secrets.Contains(name) && value is JsonValue)
                    {
                        map[name] = Cover;
                    }
                    else
                    {
                        CoverIn(value);
                    }
                }

                break;
            case JsonArray list:
                list.ToList().ForEach(CoverIn);
                break;
        }
    }
}
