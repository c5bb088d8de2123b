using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>Finds etcd's client URLs in a cluster: its Pods carry them as an annotation, in the way of all kubeadm's clusters.</summary>
/// <param name="objects">The cluster; its time limit, <c>timeouts.kubernetesAPICall</c>, is the search's too.</param>
/// <param name="ofThisNode">
/// The client URL of the member that this node's manifest describes, if there is one. A kubelet may take 90 s to tell the API server of that
/// member's Pod anew after both were replaced; as each member knows all others, this one is enough to find them.
/// </param>
public sealed class EtcdEndpoints(ApiObjects objects, string? ofThisNode = null)
{
    private const string Labels = "component=etcd,tier=control-plane";

    /// <summary>
    /// Finds them. Where this node has no member, waits, within the time limit, until there is a Pod and each Pod has the annotation: that of
    /// a member that has just started may not be mirrored to the API server yet.
    /// </summary>
    /// <exception cref="KubeadmException">
    /// <c>EtcdEndpointsNotFound</c>: there is no such Pod, or one has no annotation; <c>ApiServerUnreachable</c>, <c>ApiRequestFailed</c>.
    /// </exception>
    public Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) =>
        objects.Retry.RunAsync($"list pods/{ClusterNamespaces.System} with {Labels}", FindOnceAsync, cancellationToken, error => error is KubeadmException { ErrorId: EtcdErrors.EndpointsNotFound });

    private async Task<IReadOnlyList<string>> FindOnceAsync(CancellationToken cancellationToken)
    {
        var pods = await ApiPages.ReadAsync<V1PodList, V1Pod>(
            $"list pods/{ClusterNamespaces.System} with {Labels}",
            page => objects.Api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, labelSelector: Labels, continueParameter: page, cancellationToken: cancellationToken));
        return ofThisNode is null ? UrlsOf(pods) : [.. pods.Select(UrlOf).OfType<string>().Append(ofThisNode).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> UrlsOf(IReadOnlyCollection<V1Pod> pods) => pods.Count == 0
        ? throw EtcdErrors.NoPods(Labels)
        : [.. pods.Select(pod => UrlOf(pod) ?? throw EtcdErrors.NotAnnotated(pod.Metadata.Name, ClusterNames.EtcdClientUrlsAnnotation))];

    private static string? UrlOf(V1Pod pod) =>
        pod.Metadata.Annotations?.TryGetValue(ClusterNames.EtcdClientUrlsAnnotation, out var url) == true ? url : null;
}
