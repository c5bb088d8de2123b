using k8s.Models;

namespace Kubeadm.Engine.Patches;

/// <summary>How a strategic merge patch merges a list field.</summary>
/// <param name="Key">The field of the elements that tells them apart; null for a list of scalars, which is merged as a set.</param>
internal sealed record MergeRule(string? Key);

/// <summary>
/// The list fields that a strategic merge patch merges instead of replacing, as Kubernetes' API 1.36 declares them
/// (<c>x-kubernetes-patch-strategy</c> and <c>x-kubernetes-patch-merge-key</c> of its published OpenAPI document).
/// </summary>
internal static class MergeRules
{
    private static readonly Dictionary<(Type, string), MergeRule> Rules = new()
    {
        [(typeof(V1ObjectMeta), "finalizers")] = new(null),
        [(typeof(V1ObjectMeta), "ownerReferences")] = new("uid"),

        [(typeof(V1PodSpec), "containers")] = new("name"),
        [(typeof(V1PodSpec), "initContainers")] = new("name"),
        [(typeof(V1PodSpec), "ephemeralContainers")] = new("name"),
        [(typeof(V1PodSpec), "hostAliases")] = new("ip"),
        [(typeof(V1PodSpec), "imagePullSecrets")] = new("name"),
        [(typeof(V1PodSpec), "resourceClaims")] = new("name"),
        [(typeof(V1PodSpec), "schedulingGates")] = new("name"),
        [(typeof(V1PodSpec), "topologySpreadConstraints")] = new("topologyKey"),
        [(typeof(V1PodSpec), "volumes")] = new("name"),

        [(typeof(V1Container), "env")] = new("name"),
        [(typeof(V1Container), "ports")] = new("containerPort"),
        [(typeof(V1Container), "volumeDevices")] = new("devicePath"),
        [(typeof(V1Container), "volumeMounts")] = new("mountPath"),

        [(typeof(V1EphemeralContainer), "env")] = new("name"),
        [(typeof(V1EphemeralContainer), "ports")] = new("containerPort"),
        [(typeof(V1EphemeralContainer), "volumeDevices")] = new("devicePath"),
        [(typeof(V1EphemeralContainer), "volumeMounts")] = new("mountPath"),

        [(typeof(V1PodStatus), "conditions")] = new("type"),
        [(typeof(V1PodStatus), "hostIPs")] = new("ip"),
        [(typeof(V1PodStatus), "podIPs")] = new("ip"),
        [(typeof(V1PodStatus), "resourceClaimStatuses")] = new("name"),
        [(typeof(V1ContainerStatus), "allocatedResourcesStatus")] = new("name"),
        [(typeof(V1ContainerStatus), "volumeMounts")] = new("mountPath"),

        [(typeof(V1DeploymentStatus), "conditions")] = new("type"),
    };

    /// <summary>The rule of a field, or null when its list is replaced as a whole.</summary>
    public static MergeRule? Find(Type owner, string field) => Rules.GetValueOrDefault((owner, field));
}
