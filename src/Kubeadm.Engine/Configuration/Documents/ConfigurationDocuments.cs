using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>Parts a configuration file into documents by group, version and kind. A kind may be there once.</summary>
internal static class ConfigurationDocuments
{
    /// <summary>Reads a text; documents that say not what they are, and kinds that come twice, are errors.</summary>
    /// <exception cref="ConfigurationException">The text cannot be taken apart.</exception>
    public static IReadOnlyList<ConfigurationDocument> Read(ConfigurationText text, FindingCollector findings)
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        List<ConfigurationDocument> documents = [];
        foreach (var document in text.Files.SelectMany(file => Read(file, findings)))
        {
            if (!kinds.Add(document.Kind))
            {
                findings.Add(new(FindingSeverity.Error, "kind", $"'{document.Kind}' is given twice; keep one document of each kind", document.Yaml.Line) { File = document.File });
                continue;
            }

            documents.Add(document);
        }

        findings.ThrowIfErrors();
        return [.. documents.OrderBy(document => $"{document.ApiVersion}, Kind={document.Kind}", StringComparer.Ordinal)];
    }

    private static IEnumerable<ConfigurationDocument> Read(ConfigurationFile file, FindingCollector findings) =>
        ReadYaml(file, findings).Select(yaml => Identify(file.Path, yaml, findings)).OfType<ConfigurationDocument>();

    private static IReadOnlyList<YamlDocument> ReadYaml(ConfigurationFile file, FindingCollector findings)
    {
        try
        {
            return KubeYaml.ReadDocuments(file.Text);
        }
        catch (KubeadmException e) when (e is not ConfigurationException)
        {
            findings.Add(new(FindingSeverity.Error, "", e.Message) { File = file.Path });
            throw new ConfigurationException(findings.Findings);
        }
    }

    private static ConfigurationDocument? Identify(string? file, YamlDocument yaml, FindingCollector findings)
    {
        if (yaml.Root is not (null or JsonObject))
        {
            findings.Add(new(FindingSeverity.Error, "", "a document must be a mapping with apiVersion and kind", yaml.Line) { File = file });
            return null;
        }

        if (yaml.UnreadLine is { } unread)
        {
            findings.Add(new(FindingSeverity.Warning, "", "what follows is not part of the document and is not read; check its indentation", unread) { File = file });
        }

        var json = yaml.Root as JsonObject ?? [];
        var isText = TryTextOf(json, "apiVersion", out var apiVersion) & TryTextOf(json, "kind", out var kind);
        var parts = apiVersion.Split('/');
        if (!isText || parts.Length != 2 || parts.Any(string.IsNullOrEmpty) || kind.Length == 0)
        {
            if (isText && ClusterObject.Describe(apiVersion, kind, json) is { } described)
            {
                findings.Add(new(FindingSeverity.Error, "apiVersion", described, yaml.Line) { File = file });
                return null;
            }

            var field = kind.Length == 0 && parts.Length == 2 ? "kind" : "apiVersion";
            findings.Add(new(FindingSeverity.Error, field, $"a document must say what it is: apiVersion 'group/version' and kind; it has '{apiVersion}' and '{kind}'", yaml.Line) { File = file });
            return null;
        }

        return new(parts[0], parts[1], kind, json, yaml) { File = file };
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
