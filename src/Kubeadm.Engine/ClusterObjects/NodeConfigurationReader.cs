using Kubeadm.Engine.Versions;
using k8s;
using k8s.Models;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>
/// Assembles a node's own part of the configuration, which no cluster keeps, from its objects: name and taints of
/// the Node, and the endpoint of its API server's Pod. kubeadm does so when it upgrades a node.
/// </summary>
/// <param name="objects">The cluster.</param>
/// <param name="warn">Receives what could not be found out.</param>
public sealed class NodeConfigurationReader(ApiObjects objects, Action<string> warn)
{
    private const string ApiServerLabels = $"component={ComponentNames.ApiServer},tier=control-plane";

    /// <summary>Reads it. There are no bootstrap tokens in it, and none of the kubelet's arguments: only the node's files have those.</summary>
    /// <param name="name">The Node's name.</param>
    /// <param name="criSocket">Finds the runtime's socket where the Node does not tell; gives null when it cannot be known.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException"><c>NodeNotFound</c>; and those of requests.</exception>
    public async Task<InitConfiguration> ReadAsync(string name, Func<string?> criSocket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(criSocket);
        var node = await NodeNames.FindAsync(objects, name, cancellationToken) ?? throw ClusterObjectErrors.NodeNotFound(name);
        var init = new InitConfiguration();
        StaticDefaults.Apply(init);
        init.BootstrapTokens.Clear();
        init.NodeRegistration.Name = name;
        init.NodeRegistration.Taints = [.. (node.Spec?.Taints ?? []).Select(TaintOf)];
        init.NodeRegistration.CriSocket = SocketOf(node) ?? criSocket() ?? "";
        if (init.NodeRegistration.CriSocket.Length == 0)
        {
            warn($"The Node \"{name}\" does not tell its container runtime's socket; it is in {KubernetesPaths.KubeletInstanceConfiguration} of that machine.");
        }

        init.LocalApiEndpoint = node.Metadata.Labels?.ContainsKey(ClusterNames.ControlPlaneLabel) == true
            ? await FindEndpointAsync(name, cancellationToken)
            : new ApiEndpoint();
        return init;
    }

    private async Task<ApiEndpoint> FindEndpointAsync(string name, CancellationToken cancellationToken)
    {
        var pods = await objects.ListAsync<V1PodList, V1Pod>(
            $"pods/{ClusterNamespaces.System} with {ApiServerLabels}",
            (page, token) => objects.Api.CoreV1.ListNamespacedPodAsync(
                ClusterNamespaces.System, labelSelector: ApiServerLabels, fieldSelector: $"spec.nodeName={name}", continueParameter: page, cancellationToken: token),
            cancellationToken);
        if (pods is [{ Metadata.Annotations: { } annotations }] && annotations.TryGetValue(ClusterNames.ApiServerEndpointAnnotation, out var text))
        {
            var endpoint = HostAndPort.Parse(text, ClusterNames.ApiServerEndpointAnnotation);
            return new ApiEndpoint { AdvertiseAddress = endpoint.Host, BindPort = endpoint.Port ?? StaticDefaults.ApiServerPort };
        }

        warn($"There is not one Pod of an API server on the node \"{name}\" with the annotation {ClusterNames.ApiServerEndpointAnnotation}: its endpoint is not known.");
        return new ApiEndpoint();
    }

    private static string? SocketOf(V1Node node) =>
        node.Metadata.Annotations is { } annotations && annotations.TryGetValue(ClusterNames.CriSocketAnnotation, out var socket) ? socket : null;

    private static Taint TaintOf(V1Taint taint) => new()
    {
        Key = taint.Key,
        Value = taint.Value ?? "",
        Effect = taint.Effect,
        TimeAdded = taint.TimeAdded is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null,
    };
}
