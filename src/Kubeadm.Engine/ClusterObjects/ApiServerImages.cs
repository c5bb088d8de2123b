using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;
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
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>ApiServerPodNotFound</c>: the node has no such Pod, or one has no such container; and those of requests.</exception>
    public async Task<IReadOnlyList<string>> FindOthersAsync(string nodeName, CancellationToken cancellationToken)
    {
        var pods = await objects.Retry.RunAsync(
            $"list pods/{ClusterNamespaces.System} with {Labels}",
            token => objects.Api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, labelSelector: Labels, cancellationToken: token),
            cancellationToken);
        var images = pods.Items.GroupBy(pod => pod.Spec.NodeName ?? "").ToDictionary(group => group.Key, group => ImageOf(group.Last()), StringComparer.Ordinal);
        return images.TryGetValue(nodeName, out var own)
            ? [.. images.Where(image => image.Value != own).Select(image => image.Key).Order(StringComparer.Ordinal)]
            : throw ClusterObjectErrors.ApiServerPodNotFound(nodeName);
    }

    private static string ImageOf(V1Pod pod) =>
        pod.Spec.Containers.FirstOrDefault(container => container.Name == ComponentNames.ApiServer)?.Image
        ?? throw ClusterObjectErrors.ApiServerContainerNotFound(pod.Metadata.Name);
}
