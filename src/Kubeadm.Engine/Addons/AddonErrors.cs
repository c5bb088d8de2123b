using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>The errors of a cluster whose DNS is not as kubeadm can take it over.</summary>
internal static class AddonErrors
{
    public static KubeadmException CorefileMissing() => new(
        "CorefileMissing", $"the ConfigMap {ClusterNamespaces.System}/{CoreDnsManifests.Name} has no {CoreDnsManifests.CorefileKey}")
    {
        Target = CoreDnsManifests.Name,
        Remedy = "Put the Corefile back, or remove the ConfigMap to have the default one.",
    };

    public static KubeadmException ManyDnsDeployments(IEnumerable<string> names) => new(
        "ManyDnsDeployments", $"several deployments have the label {CoreDnsManifests.AppLabel}={CoreDnsManifests.AppName}: {string.Join(", ", names)}")
    {
        Remedy = $"Leave the label to {CoreDnsManifests.Name} only.",
    };
}
