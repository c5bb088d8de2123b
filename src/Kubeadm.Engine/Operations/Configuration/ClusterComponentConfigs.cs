using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Configuration;

/// <summary>Describes how the component configurations of a cluster stand, as the second table of <c>kubeadm upgrade plan</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class ClusterComponentConfigs(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>The states of what a file has, without asking any cluster.</summary>
    /// <param name="configuration">The text of the file.</param>
    /// <exception cref="ConfigurationException">It cannot be read.</exception>
    public IReadOnlyList<KubeComponentConfig> Read(ConfigurationText configuration)
    {
        var loaded = ComponentConfigStates.OfFile(configuration);
        observer.Warn(loaded.Findings);
        return loaded.Configuration;
    }

    /// <summary>The states of what a cluster keeps, in kubeadm's order.</summary>
    /// <param name="kubeconfig">The kubeconfig's path; null means the one that kubeadm finds.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <inheritdoc cref="ReadAsync(ApiObjects, CancellationToken)" path="/exception"/>
    public async Task<IReadOnlyList<KubeComponentConfig>> ReadAsync(string? kubeconfig, CancellationToken cancellationToken)
    {
        using var access = ClusterAccess.Open(ports, kubeconfig, TimeSpan.Zero, cancellationToken: cancellationToken);
        return await ReadAsync(access.Objects, cancellationToken);
    }

    /// <summary>The states of what a cluster keeps, in kubeadm's order.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KubeadmException">
    /// <c>KubeletConfigurationMissing</c>, <c>KubeProxyConfigurationMissing</c>, <c>InvalidConfiguration</c>, <c>KubeconfigNotFound</c>,
    /// and those of requests.
    /// </exception>
    public async Task<IReadOnlyList<KubeComponentConfig>> ReadAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var reader = new ClusterConfigurationReader(objects);
        return await Task.WhenAll(ComponentGroup.All.Select(group => ReadAsync(reader, group, cancellationToken)));
    }

    private async Task<KubeComponentConfig> ReadAsync(ClusterConfigurationReader reader, ComponentGroup group, CancellationToken cancellationToken)
    {
        var kept = await reader.ReadComponentAsync(group, cancellationToken);
        if (kept is null)
        {
            observer.Warning($"No configuration of {group.Group} is there, or it may not be read; it is left out.");
        }

        var loaded = ComponentConfigStates.OfCluster(group, kept, ClusterConfigurationReader.PlaceOf(group));
        observer.Warn(loaded.Findings);
        return loaded.Configuration;
    }
}
