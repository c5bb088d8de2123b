using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Configuration.Conversion;

/// <summary>
/// Turns documents of kubeadm.k8s.io/v1beta1 and v1beta2, which no current kubeadm reads, into v1beta3.
/// Each later version only added fields, but for those named here.
/// </summary>
internal static class OldDocuments
{
    private const string NewVersion = "v1beta3";

    private static readonly HashSet<string> Versions = new(StringComparer.Ordinal) { "v1beta1", "v1beta2" };

    /// <summary>Whether a document is of a version that can be brought to v1beta3.</summary>
    public static bool IsOld(ConfigurationDocument document) =>
        document.Group == ConfigurationDocument.KubeadmGroup && Versions.Contains(document.Version);

    /// <summary>The documents with old ones in v1beta3; kinds that no longer exist are left out with a warning.</summary>
    public static IReadOnlyList<ConfigurationDocument> Upgrade(IReadOnlyList<ConfigurationDocument> documents, FindingCollector findings)
    {
        List<ConfigurationDocument> upgraded = [];
        foreach (var document in documents)
        {
            if (!IsOld(document))
            {
                upgraded.Add(document);
            }
            else if (document.Kind == "ClusterStatus")
            {
                findings.Add(new(FindingSeverity.Warning, "kind", "ClusterStatus no longer exists; the nodes' endpoints are annotations of their Pods now", document.Yaml.Line) { File = document.File });
            }
            else
            {
                upgraded.Add(Upgrade(document, findings));
            }
        }

        return upgraded;
    }

    private static ConfigurationDocument Upgrade(ConfigurationDocument document, FindingCollector findings)
    {
        var json = document.Json.DeepClone().AsObject();
        json["apiVersion"] = $"{ConfigurationDocument.KubeadmGroup}/{NewVersion}";
        if (document.Kind == "ClusterConfiguration")
        {
            Drop(json, "", "useHyperKubeImage", "every component has an image of its own now");
            if (json["dns"] is JsonObject dns)
            {
                Drop(dns, "dns.", "type", "CoreDNS is the only DNS server");
            }
        }

        return document with { Version = NewVersion, Json = json };

        void Drop(JsonObject from, string path, string field, string reason)
        {
            if (!from.Remove(field, out var value) || value is null)
            {
                return;
            }

            var isHarmless = value.GetValueKind() == JsonValueKind.False
                || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is "CoreDNS" or "");
            if (!isHarmless)
            {
                findings.Add(new(FindingSeverity.Warning, path + field, $"was left out: {reason}", document.Yaml.LineOf(path + field)));
            }
        }
    }
}
