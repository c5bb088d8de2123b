using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.DesiredState;

/// <summary>
/// Documents of a configuration that can be shown: their secrets are covered, also where a document is not quite one of kubeadm, in its version
/// or in a field. What is covered is no configuration: kubeadm refuses it.
/// </summary>
internal static partial class CoveredDocuments
{
    private const string Cover = "****************";

    /// <summary>The fields that hold a token or a key, wherever they stand.</summary>
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase) { "token", "tlsBootstrapToken", "certificateKey" };

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
        CoverIn(copy);
        return Passwords().Replace(copy.ToJsonString(), $"//{Cover}@");
    }

    /// <summary>A text that may quote from a document.</summary>
    public static string Covered(string text) => Passwords().Replace(text, $"//{Cover}@");

    /// <summary>The credentials in an address: <c>//user:password@</c>.</summary>
    [GeneratedRegex("""//[^/@\s"']*@""")]
    private static partial Regex Passwords();

    private static void CoverIn(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToList())
                {
                    if (Secrets.Contains(name) && value is not null)
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
