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
    private const int EnoughEnds = 3;
    private const string Exited = "Exited";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Looks until it notices one.</summary>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="former">
    /// The containers that do not count, those of a Pod that was replaced. None where the Pod is the same as before: then what had ended
    /// before the first look does not count, for Pods end and start again in the life of a cluster.
    /// </param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The container that ended last.</returns>
    public async Task<RuntimeContainer> FindAsync(string podNamespace, string podName, FormerContainers former, CancellationToken cancellationToken)
    {
        int? first = former.IsNone ? null : 0;
        while (true)
        {
            var newest = (await runtime.ListContainersOfAsync(podNamespace, podName, cancellationToken))
                .Where(container => !former.Contains(container))
                .MaxBy(container => container.Attempt);
            first ??= newest is null ? 0 : newest.State == Exited ? newest.Attempt + 1 : newest.Attempt;
            if (newest?.State == Exited && newest.Attempt - first >= EnoughEnds - 1)
            {
                return newest;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
