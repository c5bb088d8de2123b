using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Upgrades;

/// <summary>The Nodes of a cluster, read once and page by page.</summary>
/// <param name="objects">The cluster.</param>
public sealed class ClusterNodes(ApiObjects objects)
{
    private const string Ready = "Ready";
    private const string True = "True";

    private readonly object _lock = new();
    private Task<IReadOnlyList<V1Node>>? _nodes;

    /// <summary>The kubelets' versions, in the order of the Nodes.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public async Task<IReadOnlyList<NodeVersion>> ReadKubeletsAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Select(node => new NodeVersion(node.Metadata.Name, node.Status?.NodeInfo?.KubeletVersion ?? ""))];

    /// <summary>The names of the control-plane Nodes that say they are not ready.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public async Task<IReadOnlyList<string>> FindUnreadyControlPlanesAsync(CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(cancellationToken))
            .Where(node => node.Metadata.Labels?.ContainsKey(ClusterNames.ControlPlaneLabel) == true)
            .Where(node => node.Status?.Conditions?.Any(condition => condition.Type == Ready && condition.Status != True) == true)
            .Select(node => node.Metadata.Name),
    ];

    /// <summary>Whether there is a Node that new Pods may be put on: one that is not cordoned.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public async Task<bool> HasSchedulableAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Any(node => node.Spec?.Unschedulable != true);

    private Task<IReadOnlyList<V1Node>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _nodes ??= objects.ListAsync<V1NodeList, V1Node>(
                "nodes",
                (token, ct) => objects.Api.CoreV1.ListNodeAsync(limit: ApiPages.Size, continueParameter: token, cancellationToken: ct),
                cancellationToken);
        }
    }
}
