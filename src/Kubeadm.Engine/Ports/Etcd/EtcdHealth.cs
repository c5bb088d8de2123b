namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>Returns whether an etcd cluster can take a change of its members: more than half of its endpoints must be healthy.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="retry">How long members that are away are waited for.</param>
public sealed class EtcdHealth(IEtcdCluster cluster, EtcdRetry retry)
{
    /// <summary>How long a cluster may take until it is available with a member more: kubeadm asks 8 times, every 5 seconds.</summary>
    public static TimeSpan AvailabilityLimit { get; } = TimeSpan.FromSeconds(8 * 5);

    /// <summary>Asks all endpoints until more than half are healthy, or the time is up.</summary>
    /// <returns>What the endpoints answered; some of them may be unhealthy.</returns>
    /// <exception cref="KubeadmException"><c>EtcdUnhealthy</c>: half of them or more are not healthy.</exception>
    public Task<EtcdHealthReport> CheckAsync(CancellationToken cancellationToken) => retry.RunAsync(AskAllAsync, cancellationToken);

    /// <summary>Waits, after a change of the members, until more than half of them as they are now are healthy.</summary>
    /// <returns>What the endpoints answered; some of them may be unhealthy.</returns>
    /// <exception cref="KubeadmException"><c>EtcdUnhealthy</c>, <c>EtcdUnreachable</c> or <c>EtcdFailed</c>: not so within <see cref="AvailabilityLimit"/>.</exception>
    public Task<EtcdHealthReport> WaitForAvailableAsync(CancellationToken cancellationToken) => retry.For(AvailabilityLimit).RunAsync(
        async token =>
        {
            await cluster.SynchronizeAsync(token);
            return await AskAllAsync(token);
        },
        cancellationToken);

    private async Task<EtcdHealthReport> AskAllAsync(CancellationToken cancellationToken)
    {
        var report = new EtcdHealthReport(await Task.WhenAll(cluster.Endpoints.Select(endpoint => AskAsync(endpoint, cancellationToken))));
        return report.HasQuorum ? report : throw EtcdErrors.Unhealthy(report);
    }

    private async Task<EtcdEndpointHealth> AskAsync(string endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var status = await cluster.GetStatusAsync(endpoint, cancellationToken);
            var error = status.Errors.Count == 0 ? null : $"the member at {endpoint} is not healthy: {string.Join(", ", status.Errors)}";
            return new EtcdEndpointHealth(endpoint, status.Version, error);
        }
        catch (KubeadmException error)
        {
            return new EtcdEndpointHealth(endpoint, null, error.Message);
        }
    }
}
