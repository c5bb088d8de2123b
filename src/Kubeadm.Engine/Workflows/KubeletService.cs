using Kubeadm.Engine.Node;

namespace Kubeadm.Engine.Workflows;

/// <summary>The kubelet as a service. Without a known service manager a person has to see to it, and is told so.</summary>
public sealed class KubeletService(IServiceManager? services)
{
    internal const string Service = "kubelet";

    /// <summary>Whether it runs; false where that cannot be told.</summary>
    public async Task<bool> IsActiveAsync(CancellationToken cancellationToken) =>
        services is not null && await services.IsActiveAsync(Service, cancellationToken).ConfigureAwait(false);

    /// <summary>Stops it, so that it does not read files that are half of one configuration and half of another.</summary>
    /// <returns>Whether it was stopped, or did not run.</returns>
    public Task<bool> StopAsync(PhaseReport report, CancellationToken cancellationToken) =>
        DoAsync("stop", report, s => s.StopAsync(Service, cancellationToken), cancellationToken);

    /// <summary>Starts it, also when it runs already, with what its files say now.</summary>
    public Task RestartAsync(PhaseReport report, CancellationToken cancellationToken) =>
        DoAsync("start", report, s => s.RestartAsync(Service, cancellationToken), cancellationToken);

    private async Task<bool> DoAsync(string verb, PhaseReport report, Func<IServiceManager, Task> act, CancellationToken cancellationToken)
    {
        if (services is null)
        {
            report.Warn($"No service manager was found that is known here: {verb} the kubelet by hand.");
            return false;
        }

        if (!await services.ExistsAsync(Service, cancellationToken).ConfigureAwait(false))
        {
            report.Warn($"{services.Name} has no service \"{Service}\": {verb} the kubelet by hand.");
            return false;
        }

        try
        {
            await act(services).ConfigureAwait(false);
        }
        catch (KubeadmException e)
        {
            // The wait for the kubelet's health decides whether this mattered.
            report.Warn($"{services.Name} could not {verb} the kubelet: {e.Message}");
            return false;
        }

        if (verb == "start")
        {
            report.Add(new Change(ChangeKind.Service, Service, ChangeAction.Restart));
        }

        return true;
    }
}
