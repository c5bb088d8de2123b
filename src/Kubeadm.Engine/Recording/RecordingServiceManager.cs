using System.Collections.Concurrent;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Services of which only the state is asked; what would be done to them is recorded.</summary>
public sealed class RecordingServiceManager(IServiceManager inner) : IServiceManager
{
    private readonly List<string> _calls = [];
    private readonly ConcurrentDictionary<string, bool> _existing = new(StringComparer.Ordinal);

    /// <summary>What would have been done, in order: <c>restart kubelet</c>.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    /// <remarks>Asked of the machine once for each service: nothing that is only recorded makes or removes one.</remarks>
    public async Task<bool> ExistsAsync(string service, CancellationToken cancellationToken)
    {
        if (!_existing.TryGetValue(service, out var exists))
        {
            _existing[service] = exists = await inner.ExistsAsync(service, cancellationToken);
        }

        return exists;
    }

    /// <inheritdoc/>
    public Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken) => inner.IsEnabledAsync(service, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken) => inner.IsActiveAsync(service, cancellationToken);

    /// <inheritdoc/>
    public Task StartAsync(string service, CancellationToken cancellationToken) => Record($"start {service}");

    /// <inheritdoc/>
    public Task StopAsync(string service, CancellationToken cancellationToken) => Record($"stop {service}");

    /// <inheritdoc/>
    public Task RestartAsync(string service, CancellationToken cancellationToken) => Record($"restart {service}");

    /// <inheritdoc/>
    public string EnableCommand(string service) => inner.EnableCommand(service);

    private Task Record(string call)
    {
        lock (_calls)
        {
            _calls.Add(call);
        }

        return Task.CompletedTask;
    }
}
