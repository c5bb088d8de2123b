using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades;

/// <summary>Reads which versions the control plane of a cluster runs.</summary>
/// <param name="objects">The cluster.</param>
public sealed class ClusterVersions(ApiObjects objects)
{
    private const string ComponentLabel = "component";
    private const string Labels = "tier=control-plane";

    private static readonly string[] Components = [.. StaticPodComponents.ControlPlane, ComponentNames.Etcd];

    /// <summary>The version that the API server says it has; what decides on an upgrade.</summary>
    /// <exception cref="KubeadmException"><c>InvalidVersion</c>; and those of requests.</exception>
    public async Task<KubernetesVersion> ReadApiServerAsync(CancellationToken cancellationToken)
    {
        var said = await objects.Retry.RunAsync("read the API server's version", ct => objects.Api.Version.GetCodeAsync(ct), cancellationToken);
        return KubernetesVersion.Parse(said.GitVersion ?? "");
    }

    /// <summary>The components of the control plane on each node, ordered by component, then by version, then as the cluster lists them.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public async Task<IReadOnlyList<ComponentVersion>> ReadComponentsAsync(CancellationToken cancellationToken)
    {
        var pods = await objects.ListAsync<V1PodList, V1Pod>(
            $"pods/{ClusterNamespaces.System} with {Labels}",
            (token, ct) => objects.Api.CoreV1.ListNamespacedPodAsync(
                ClusterNamespaces.System, labelSelector: Labels, limit: ApiPages.Size, continueParameter: token, cancellationToken: ct),
            cancellationToken);
        var found = pods.Select(VersionOf).OfType<ComponentVersion>();
        return [.. found.OrderBy(component => Array.IndexOf(Components, component.Component)).ThenBy(component => component.Version, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The version of the cluster: the newest of its API servers. Where no image tells a version it is what the API server says.
    /// </summary>
    /// <param name="components">The components, as <see cref="ReadComponentsAsync"/> gives them.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KubeadmException"><c>InvalidVersion</c>; and those of requests.</exception>
    public async Task<KubernetesVersion> ReadNewestApiServerAsync(IEnumerable<ComponentVersion> components, CancellationToken cancellationToken)
    {
        var versions = components.Where(component => component.Component == ComponentNames.ApiServer)
            .Select(component => KubernetesVersion.TryParse(component.Version, out var version) ? version : (KubernetesVersion?)null)
            .ToList();
        return versions.Count > 0 && versions.TrueForAll(version => version is not null)
            ? versions.Max()!.Value
            : await ReadApiServerAsync(cancellationToken);
    }

    /// <summary>An image's tag as a version: images are tagged with an underscore where versions have a plus.</summary>
    public static string VersionOfTag(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var at = tag.IndexOf('_', StringComparison.Ordinal);
        return at < 0 ? tag : $"{tag[..at]}+{tag[(at + 1)..]}";
    }

    private static ComponentVersion? VersionOf(V1Pod pod) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue(ComponentLabel, out var component) && Components.Contains(component)
            ? new(component, pod.Spec?.NodeName ?? "", VersionOfTag(new KubeImage(pod.Spec?.Containers?.FirstOrDefault()?.Image ?? "").Tag))
            : null;
}
