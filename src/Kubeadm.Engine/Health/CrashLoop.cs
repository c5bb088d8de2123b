using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Health;

/// <summary>
/// Notices that a Pod's container ends again each time it is started. The kubelet waits longer and longer between the starts, up to five
/// minutes: what ended three times by itself will hardly come up in the time that is left.
/// </summary>
/// <param name="runtime">Where the containers are.</param>
/// <param name="clock">Measures the time between two looks.</param>
internal sealed class CrashLoop(IContainerRuntime runtime, TimeProvider clock)
{
    private const int EnoughStarts = 3;
    private const string Exited = "Exited";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Looks until it notices one.</summary>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="before">The containers that do not count: those from before.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The container that ended last.</returns>
    public async Task<RuntimeContainer> FindAsync(string podNamespace, string podName, FormerContainers before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var newest = (await runtime.ListContainersAsync(cancellationToken))
                .Where(container => container.PodNamespace == podNamespace && container.PodName == podName && !before.Contains(container))
                .MaxBy(container => container.Attempt);
            if (newest is { State: Exited, Attempt: >= EnoughStarts - 1 })
            {
                return newest;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
