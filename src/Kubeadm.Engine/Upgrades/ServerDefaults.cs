using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Upgrades;

/// <summary>
/// Leaves of an object what people say of it: not what the API server and its controllers add, nor fields with the values that the server
/// fills in (https://kubernetes.io/docs/reference/kubernetes-api/).
/// </summary>
internal static class ServerDefaults
{
    private static readonly HashSet<string> KeptMetadata = ["name", "namespace", "labels", "annotations"];

    private static readonly string[] AddedAnnotations = ["deployment.kubernetes.io/", "deprecated.daemonset.", "kubectl.kubernetes.io/last-applied-configuration"];

    /// <summary>Fields that only repeat others, or are chosen by the server.</summary>
    private static readonly HashSet<string> Added = ["creationTimestamp", "serviceAccount", "clusterIPs", "ipFamilies"];

    private static readonly HashSet<(string Field, string Value)> Defaults =
    [
        ("terminationGracePeriodSeconds", "30"), ("restartPolicy", "\"Always\""), ("schedulerName", "\"default-scheduler\""), ("dnsPolicy", "\"ClusterFirst\""),
        ("terminationMessagePath", "\"/dev/termination-log\""), ("terminationMessagePolicy", "\"File\""), ("successThreshold", "1"), ("failureThreshold", "3"),
        ("periodSeconds", "10"), ("timeoutSeconds", "1"), ("revisionHistoryLimit", "10"), ("progressDeadlineSeconds", "600"), ("defaultMode", "420"),
        ("protocol", "\"TCP\""), ("maxSurge", "\"25%\""), ("maxSurge", "0"), ("maxUnavailable", "1"), ("sessionAffinity", "\"None\""), ("ipFamilyPolicy", "\"SingleStack\""),
        ("internalTrafficPolicy", "\"Cluster\""), ("type", "\"ClusterIP\""), ("apiVersion", "\"v1\""), ("scheme", "\"HTTP\""), ("apiGroup", "\"rbac.authorization.k8s.io\""),
    ];

    /// <summary>What is left of an object; its kind stays.</summary>
    public static JsonObject Strip(JsonObject value)
    {
        var kept = new JsonObject { ["apiVersion"] = value["apiVersion"]?.DeepClone(), ["kind"] = value["kind"]?.DeepClone() };
        foreach (var (name, field) in value)
        {
            if (name is not ("apiVersion" or "kind" or "status") && Pruned(name == "metadata" ? Metadata(field as JsonObject ?? []) : field, IsDefault) is { } part)
            {
                kept[name] = part;
            }
        }

        return kept;
    }

    /// <summary>A document without fields that have no value.</summary>
    public static JsonObject WithoutEmpty(JsonObject document) => Pruned(document, (_, _) => false) as JsonObject ?? [];

    private static JsonObject Metadata(JsonObject metadata)
    {
        var kept = new JsonObject(metadata.Where(field => KeptMetadata.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        if (kept["annotations"] is JsonObject annotations)
        {
            foreach (var added in annotations.Select(entry => entry.Key).Where(key => Array.Exists(AddedAnnotations, prefix => key.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            {
                annotations.Remove(added);
            }
        }

        return kept;
    }

    private static bool IsDefault(string field, JsonNode? value) => Added.Contains(field) || (value is JsonValue single && Defaults.Contains((field, single.ToJsonString())));

    /// <summary>The value without what is left out or empty; null when nothing is left.</summary>
    private static JsonNode? Pruned(JsonNode? value, Func<string, JsonNode?, bool> isLeftOut)
    {
        switch (value)
        {
            case JsonObject fields:
                var kept = fields.Where(field => !isLeftOut(field.Key, field.Value))
                    .Select(field => KeyValuePair.Create(field.Key, Pruned(field.Value, isLeftOut)))
                    .Where(field => field.Value is not null)
                    .ToList();
                return kept.Count == 0 ? null : new JsonObject(kept);
            case JsonArray items:
                return items.Count == 0 ? null : new JsonArray([.. items.Select(item => Pruned(item, isLeftOut) ?? item?.DeepClone())]);
            case JsonValue single when single.GetValueKind() == JsonValueKind.String && single.GetValue<string>().Length == 0:
                return null;
            default:
                return value?.DeepClone();
        }
    }
}
