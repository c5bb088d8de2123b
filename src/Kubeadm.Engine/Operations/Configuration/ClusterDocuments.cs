using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Operations.Configuration;

/// <summary>Fetches the configurations that a cluster keeps, as they are, and what it tells of a node.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ClusterDocuments(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>
    /// The documents' texts: the node's InitConfiguration if it is wanted, the ClusterConfiguration, then the components'.
    /// Only what is wanted is asked for, so that rights to read that are enough.
    /// </summary>
    /// <exception cref="KubeadmException">
    /// <c>ClusterConfigurationMissing</c>, <c>KubeletConfigurationMissing</c>, <c>KubeProxyConfigurationMissing</c>, <c>NodeNotFound</c>,
    /// <c>KubeconfigNotFound</c>, and those of requests.
    /// </exception>
    public async Task<IReadOnlyList<string>> ReadAsync(ClusterDocumentsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var access = ClusterAccess.Open(ports, request.Kubeconfig, TimeSpan.Zero, cancellationToken: cancellationToken);
        var reader = new ClusterConfigurationReader(access.Objects);
        var texts = new List<string>();
        if (request.WithNode || request.NodeName is not null)
        {
            texts.Add(ApiSerializer.ToYaml(await ReadNodeAsync(access.Objects, request.NodeName, cancellationToken)));
        }

        texts.Add((await reader.ReadClusterAsync(cancellationToken)).Text);
        foreach (var component in request.Components)
        {
            var kept = await reader.ReadComponentAsync(component, cancellationToken);
            texts.Add(kept?.Text ?? throw ClusterObjectErrors.ComponentConfigurationMissing(component));
        }

        return texts;
    }

    /// <summary>Joins texts of documents into that of a file.</summary>
    public static string Join(IEnumerable<string> texts) => string.Join("---\n", texts.Select(text => text.EndsWith('\n') ? text : text + "\n"));

    private Task<InitConfiguration> ReadNodeAsync(ApiObjects objects, string? name, CancellationToken cancellationToken)
    {
        var own = KubeletIdentity.NodeNameOf(ports.Node);
        name ??= own;
        return new NodeConfigurationReader(objects, observer.Warning).ReadAsync(name, () => name == own ? OwnSocket() : null, cancellationToken);
    }

    /// <summary>The socket of this machine's container runtime, or the usual one where it cannot be told which of several it is.</summary>
    private string OwnSocket()
    {
        try
        {
            return KubeletRuntimeEndpoint.Find(ports.Node);
        }
        catch (KubeadmException e)
        {
            var usual = CriSockets.Default(ports.Node);
            observer.Warning($"{e.Message}; the usual one is named, {usual}");
            return usual;
        }
    }
}
