using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Versions;
using k8s;
using k8s.Models;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The images of which the API servers of a cluster run, by the Pods that the cluster knows.</summary>
/// <param name="objects">The cluster.</param>
public sealed class ApiServerImages(ApiObjects objects)
{
    private const string Labels = $"component={ComponentNames.ApiServer}";

    /// <summary>Finds the nodes whose API server runs of another image than a given node's, ordered by name: in an upgrade, those whose turn is still to come.</summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="manifest">The node's own Pod, by its manifest: the cluster learns late, or not at all for a minute, of a Pod that was replaced.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>ApiServerContainerNotFound</c>: a Pod has no such container; and those of requests.</exception>
    public async Task<IReadOnlyList<string>> FindOthersAsync(string nodeName, V1Pod manifest, CancellationToken cancellationToken)
    {
        var pods = await objects.Retry.RunAsync(
            $"list pods/{ClusterNamespaces.System} with {Labels}",
            token => objects.Api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, labelSelector: Labels, cancellationToken: token),
            cancellationToken);
        var images = pods.Items.GroupBy(pod => pod.Spec.NodeName ?? "").ToDictionary(group => group.Key, group => ImageOf(group.Last()), StringComparer.Ordinal);
        var own = ImageOf(manifest);
        return [.. images.Where(image => image.Key != nodeName && image.Value != own).Select(image => image.Key).Order(StringComparer.Ordinal)];
    }

    private static string ImageOf(V1Pod pod) =>
        pod.Spec.Containers.FirstOrDefault(container => container.Name == ComponentNames.ApiServer)?.Image
        ?? throw ClusterObjectErrors.ApiServerContainerNotFound(pod.Metadata.Name);
}
