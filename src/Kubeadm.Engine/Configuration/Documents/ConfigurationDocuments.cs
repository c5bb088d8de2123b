using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>Parts a configuration file into documents by group, version and kind. A kind may be there once.</summary>
internal static class ConfigurationDocuments
{
    /// <summary>Reads a text; documents that say not what they are, and kinds that come twice, are errors.</summary>
    /// <exception cref="ConfigurationException">The text cannot be taken apart.</exception>
    public static IReadOnlyList<ConfigurationDocument> Read(string text, FindingCollector findings)
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        List<ConfigurationDocument> documents = [];
        foreach (var yaml in ReadYaml(text, findings))
        {
            if (Identify(yaml, findings) is not { } document)
            {
                continue;
            }

            if (!kinds.Add(document.Kind))
            {
                findings.Add(new(FindingSeverity.Error, "kind", $"'{document.Kind}' is given twice; keep one document of each kind", yaml.Line));
                continue;
            }

            documents.Add(document);
        }

        findings.ThrowIfErrors();
        return [.. documents.OrderBy(document => $"{document.ApiVersion}, Kind={document.Kind}", StringComparer.Ordinal)];
    }

    private static IReadOnlyList<YamlDocument> ReadYaml(string text, FindingCollector findings)
    {
        try
        {
            return KubernetesYaml.ReadDocuments(text);
        }
        catch (KubeadmException e) when (e is not ConfigurationException)
        {
            findings.Error("", e.Message);
            throw new ConfigurationException(findings.Findings);
        }
    }

    private static ConfigurationDocument? Identify(YamlDocument yaml, FindingCollector findings)
    {
        if (yaml.Root is not (null or JsonObject))
        {
            findings.Add(new(FindingSeverity.Error, "", "a document must be a mapping with apiVersion and kind", yaml.Line));
            return null;
        }

        if (yaml.UnreadLine is { } unread)
        {
            findings.Add(new(FindingSeverity.Warning, "", "what follows is not part of the document and is not read; check its indentation", unread));
        }

        var json = yaml.Root as JsonObject ?? [];
        var isText = TryTextOf(json, "apiVersion", out var apiVersion) & TryTextOf(json, "kind", out var kind);
        var parts = apiVersion.Split('/');
        if (!isText || parts.Length != 2 || parts.Any(string.IsNullOrEmpty) || kind.Length == 0)
        {
            var field = kind.Length == 0 && parts.Length == 2 ? "kind" : "apiVersion";
            findings.Add(new(FindingSeverity.Error, field, $"a document must say what it is: apiVersion 'group/version' and kind; it has '{apiVersion}' and '{kind}'", yaml.Line));
            return null;
        }

        return new(parts[0], parts[1], kind, json, yaml);
    }

    /// <summary>
    /// The text of a field whose name is matched without regard to case and whose scalar value is taken as text,
    /// for so Kubernetes finds out what a document is before it looks closer. Of several spellings the last in order counts.
    /// </summary>
    private static bool TryTextOf(JsonObject json, string name, out string text)
    {
        text = "";
        foreach (var (_, value) in json
            .Where(field => string.Equals(field.Key, name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            switch (value?.GetValueKind())
            {
                case null:
                    break;
                case JsonValueKind.String:
                    text = value.GetValue<string>();
                    break;
                case JsonValueKind.Object or JsonValueKind.Array:
                    return false;
                default:
                    text = value.ToJsonString();
                    break;
            }
        }

        return true;
    }
}
