using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The kubelet as a service. Without a known service manager a person has to see to it, and is told so.</summary>
public sealed class KubeletService(IServiceManager? services)
{
    internal const string Service = ComponentNames.Kubelet;

    /// <summary>Whether it runs; false where that cannot be told.</summary>
    public async Task<bool> IsActiveAsync(CancellationToken cancellationToken) =>
        services is not null && await services.IsActiveAsync(Service, cancellationToken);

    /// <summary>Stops it, so that it does not read files that are half of one configuration and half of another.</summary>
    /// <returns>Whether it was stopped, or did not run.</returns>
    public Task<bool> StopAsync(PhaseReport report, CancellationToken cancellationToken) =>
        TryAsync("stop", report, s => s.StopAsync(Service, cancellationToken), cancellationToken);

    /// <summary>Starts it, also when it runs already, with what its files say now.</summary>
    public async Task RestartAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        if (await TryAsync("start", report, s => s.RestartAsync(Service, cancellationToken), cancellationToken))
        {
            report.Add(new Change(ChangeKind.Service, Service, ChangeAction.Restart));
        }
    }

    /// <summary>Asks the service manager to do something; what it could not do becomes a warning.</summary>
    /// <param name="what">What is done, for people.</param>
    /// <param name="report">Receives the warning.</param>
    /// <param name="act">The action.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether it was done.</returns>
    private async Task<bool> TryAsync(string what, PhaseReport report, Func<IServiceManager, Task> act, CancellationToken cancellationToken)
    {
        if (services is null)
        {
            report.Warn($"No service manager was found that is known here: {what} the kubelet by hand.");
            return false;
        }

        if (!await services.ExistsAsync(Service, cancellationToken))
        {
            report.Warn($"{services.Name} has no service \"{Service}\": {what} the kubelet by hand.");
            return false;
        }

        try
        {
            await act(services);
            return true;
        }
        catch (KubeadmException e)
        {
            // The wait for the kubelet's health decides whether this mattered.
            report.Warn($"{services.Name} could not {what} the kubelet: {e.Message}");
            return false;
        }
    }
}
