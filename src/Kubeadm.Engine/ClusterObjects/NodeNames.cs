using k8s;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>The names of Nodes.</summary>
public static class NodeNames
{
    /// <summary>
    /// Fails when a Node of the name works in the cluster: a second one of the same name would take its place, and if it is a
    /// control plane, take the cluster down. A Node that is not ready is what a machine left that is no more.
    /// </summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>NodeNameTaken</c>; and those of requests.</exception>
    public static async Task RequireFreeAsync(ApiObjects objects, string name, CancellationToken cancellationToken)
    {
        var node = await FindAsync(objects, name, cancellationToken);
        if (node?.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true)
        {
            throw ClusterObjectErrors.NodeNameTaken(name);
        }
    }

    /// <summary>Reads a Node; null when there is none.</summary>
    internal static Task<V1Node?> FindAsync(ApiObjects objects, string name, CancellationToken cancellationToken) =>
        objects.Retry.RunAsync($"read nodes/{name}", token => FindOnceAsync(objects, name, token), cancellationToken);

    private static async Task<V1Node?> FindOnceAsync(ApiObjects objects, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await objects.Api.CoreV1.ReadNodeAsync(name, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (ApiErrors.IsNotFound(error))
        {
            return null;
        }
    }
}
