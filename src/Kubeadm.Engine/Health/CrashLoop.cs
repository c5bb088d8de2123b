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
    /// <remarks>
    /// Numbers of attempts tell nothing by themselves: a Pod that comes back with the manifest that it had before goes on with those from
    /// then. So each container's ends are counted from the first of its attempts that is seen and counts.
    /// </remarks>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="former">
    /// The containers that do not count, those from before the Pod was put in place. None where it is the same as before: then what had
    /// ended before the first look does not count, for Pods end and start again in the life of a cluster.
    /// </param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The container that ended last, and how often it ended.</returns>
    public async Task<(RuntimeContainer Container, int Ends)> FindAsync(string podNamespace, string podName, FormerContainers former, CancellationToken cancellationToken)
    {
        var firsts = new Dictionary<string, int>();
        var isBefore = former.IsNone;
        while (true)
        {
            var containers = await ListAsync(podNamespace, podName, cancellationToken);
            foreach (var attempts in (containers ?? []).Where(container => !former.Contains(container)).GroupBy(container => container.Name))
            {
                var newest = attempts.MaxBy(container => container.Attempt)!;
                if (!firsts.TryGetValue(newest.Name, out var first))
                {
                    firsts[newest.Name] = first = !isBefore ? attempts.Min(container => container.Attempt) : newest.State == Exited ? newest.Attempt + 1 : newest.Attempt;
                }

                if (newest.State == Exited && newest.Attempt - first + 1 is >= EnoughEnds and var ends)
                {
                    return (newest, ends);
                }
            }

            isBefore &= containers is null;
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>The Pod's containers; null while the runtime does not answer, which tells nothing of the Pod.</summary>
    private async Task<IReadOnlyList<RuntimeContainer>?> ListAsync(string podNamespace, string podName, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.ListContainersOfAsync(podNamespace, podName, cancellationToken);
        }
        catch (KubeadmException)
        {
            return null;
        }
    }
}
