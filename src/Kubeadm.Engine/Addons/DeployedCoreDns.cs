using k8s;
using k8s.Models;
using Kubeadm.Engine.Addons.Corefiles;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Addons;

/// <summary>CoreDNS as a cluster has it.</summary>
/// <param name="Deployment">Its Deployment; null when there is none.</param>
/// <param name="Corefile">Its Corefile; null when the cluster has no ConfigMap of it.</param>
/// <param name="FormerCorefile">The Corefile before its last migration; null when there was none.</param>
internal sealed record DeployedCoreDns(V1Deployment? Deployment, string? Corefile, string? FormerCorefile)
{
    /// <summary>What there is of it.</summary>
    public AddonState State => new(Deployment is not null, Corefile is not null) { Tag = Tag };

    /// <summary>The tag of its image; empty when it has none.</summary>
    public string Tag => TagOf(Container?.Image ?? "");

    /// <summary>The release that <see cref="Tag"/> names.</summary>
    public string Release => CoreDnsReleases.Of(Tag);

    private V1Container? Container => Deployment?.Spec?.Template?.Spec?.Containers is { Count: > 0 } containers
        ? containers.FirstOrDefault(container => container.Name == CoreDnsManifests.Name) ?? containers[0]
        : null;

    /// <summary>Looks at a cluster.</summary>
    /// <exception cref="KubeadmException">
    /// <c>ManyDnsDeployments</c>: it cannot be told which is the addon's; <c>CorefileMissing</c>: the ConfigMap has no Corefile; and
    /// those of requests.
    /// </exception>
    public static async Task<DeployedCoreDns> ReadAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var deployment = await FindDeploymentAsync(objects, cancellationToken);
        var map = await objects.FindAsync<V1ConfigMap>(ClusterNamespaces.System, CoreDnsManifests.Name, cancellationToken);
        return map is null
            ? new DeployedCoreDns(deployment, null, null)
            : new DeployedCoreDns(
                deployment,
                map.Data?.TryGetValue(CoreDnsManifests.CorefileKey, out var corefile) == true ? corefile : throw AddonErrors.CorefileMissing(),
                map.Data.TryGetValue(CoreDnsManifests.FormerCorefileKey, out var former) ? former : null);
    }

    /// <summary>The Deployment with the label of the cluster's DNS; null when there is none.</summary>
    /// <exception cref="KubeadmException"><c>ManyDnsDeployments</c>, and those of requests.</exception>
    public static async Task<V1Deployment?> FindDeploymentAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var list = await objects.Retry.RunAsync(
            "list the DNS deployments",
            ct => objects.Api.AppsV1.ListNamespacedDeploymentAsync(
                ClusterNamespaces.System,
                labelSelector: $"{CoreDnsManifests.AppLabel}={CoreDnsManifests.AppName}",
                cancellationToken: ct),
            cancellationToken);
        return list.Items.Count < 2
            ? list.Items.FirstOrDefault()
            : throw AddonErrors.ManyDnsDeployments(list.Items.Select(d => d.Metadata.Name));
    }

    private static string TagOf(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..].Split('@')[0];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : name[(colon + 1)..];
    }
}
