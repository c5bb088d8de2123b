namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>Looks at single Pods of a runtime.</summary>
internal static class PodContainers
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The containers of a Pod, running or not.</summary>
    /// <param name="runtime">The container runtime.</param>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<IReadOnlyList<RuntimeContainer>> ListContainersOfAsync(
        this IContainerRuntime runtime, string podNamespace, string podName, CancellationToken cancellationToken) =>
        [.. (await runtime.ListContainersAsync(cancellationToken)).Where(container => container.PodNamespace == podNamespace && container.PodName == podName)];

    /// <summary>Looks at a Pod's containers until they are as wanted, or the time is up. A runtime that does not answer meanwhile, since it is started anew, is waited for too.</summary>
    /// <param name="runtime">The container runtime.</param>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="areAsWanted">Whether they are.</param>
    /// <param name="clock">Measures the time.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The containers as they were at the last look.</returns>
    /// <exception cref="KubeadmException"><c>ContainerRuntimeFailed</c>, <c>ContainerRuntimeUnreachable</c>: the runtime does not answer when the time is up.</exception>
    public static async Task<IReadOnlyList<RuntimeContainer>> WaitForContainersOfAsync(
        this IContainerRuntime runtime, string podNamespace, string podName, Func<IReadOnlyList<RuntimeContainer>, bool> areAsWanted, TimeProvider clock, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var containers = await runtime.ListContainersOfAsync(podNamespace, podName, cancellationToken);
                if (areAsWanted(containers) || IsOver())
                {
                    return containers;
                }
            }
            catch (KubeadmException) when (!IsOver())
            {
                // It is asked again below.
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }

        bool IsOver() => clock.GetElapsedTime(start) + Pause > timeout;
    }
}
