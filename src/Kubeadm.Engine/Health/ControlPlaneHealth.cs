using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Health;

/// <summary>Waits for the API server, the controller manager and the scheduler of this node.</summary>
/// <param name="node">The node.</param>
/// <param name="runtime">Where the logs of failed components are read.</param>
/// <param name="apiServer">
/// This node's API server, asked with rights: one that lets nobody in unnamed would refuse any other question. The two other
/// components answer everybody, with certificates that they made themselves.
/// </param>
public sealed class ControlPlaneHealth(INode node, IContainerRuntime runtime, IApiServerHealth apiServer)
{
    /// <summary>Waits until all are healthy, side by side.</summary>
    /// <param name="manifestsDirectory">The folder of static Pod manifests, whose arguments tell addresses and ports.</param>
    /// <param name="apiServerAddress">The API server's address where its arguments name none.</param>
    /// <param name="timeout">How long to wait for each; the configuration's <c>timeouts.controlPlaneComponentHealthCheck</c>.</param>
    /// <param name="progress">Receives each component when its wait has ended; may be null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long each took, in the order API server, controller manager, scheduler.</returns>
    /// <exception cref="KubeadmException"><c>ControlPlaneNotReady</c>: one was not healthy in time; its last log lines are in the message.</exception>
    public async Task<IReadOnlyList<ComponentHealth>> WaitAsync(
        string manifestsDirectory, string apiServerAddress, TimeSpan timeout, IProgress<ComponentHealth>? progress, CancellationToken cancellationToken)
    {
        using var client = new LocalHealthClient();

        async Task<ComponentHealth> WaitForAsync(string component, Uri url)
        {
            var health = component == ComponentNames.ApiServer
                ? await new HealthPoll(apiServer.AskAsync, node.Clock).WaitAsync(component, new Uri(apiServer.Server, "livez"), timeout, cancellationToken)
                : await new HealthPoll(client.AskAsync, node.Clock).WaitAsync(component, url, timeout, cancellationToken);
            progress?.Report(health);
            return health;
        }

        var endpoints = HealthEndpoints.Read(node.Files, manifestsDirectory, apiServerAddress);
        var all = await Task.WhenAll(endpoints.Select(e => WaitForAsync(e.Component, e.Url)));
        return Array.TrueForAll(all, health => health.IsHealthy) ? all : throw await FailedAsync(all, cancellationToken);
    }

    private async Task<KubeadmException> FailedAsync(ComponentHealth[] all, CancellationToken cancellationToken)
    {
        string[] failed = [.. all.Where(health => !health.IsHealthy).Select(health => health.Name)];
        var logs = await new FailedContainers(runtime).DescribeAsync(failed, FormerContainers.None, cancellationToken);
        return HealthErrors.ControlPlaneNotReady(all, logs, runtime.Endpoint);
    }
}
