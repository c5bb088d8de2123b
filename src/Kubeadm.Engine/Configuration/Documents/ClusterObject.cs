using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Configuration.Documents;

/// <summary>Tells objects of a cluster (Deployments, Pods) from configurations, which are no objects and have no names.</summary>
internal static class ClusterObject
{
    private const string Core = "v1";

    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal) { "apps", "autoscaling", "batch", "policy" };

    /// <summary>What a document is, and what to do with it; null where it is no object of a cluster.</summary>
    public static string? Describe(string apiVersion, string kind, JsonObject json)
    {
        var group = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('/')[0] : "";
        var name = (json["metadata"] as JsonObject)?["name"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
        var isObject = kind.Length > 0 && (group.Length == 0
            ? apiVersion == Core
            : Groups.Contains(group) || (name.Length > 0 && group != ConfigurationDocument.KubeadmGroup && !group.EndsWith(".config.k8s.io", StringComparison.Ordinal)));
        return isObject
            ? $"{kind}{(name.Length > 0 ? $" '{name}'" : "")} ({apiVersion}) is an object of a cluster and not applied from here; take it out of the file, and apply it when the control plane runs"
            : null;
    }
}
