namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>Looks at single Pods of a runtime.</summary>
internal static class PodContainers
{
    /// <summary>The containers of a Pod, running or not.</summary>
    /// <param name="runtime">The container runtime.</param>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<IReadOnlyList<RuntimeContainer>> ListContainersOfAsync(
        this IContainerRuntime runtime, string podNamespace, string podName, CancellationToken cancellationToken) =>
        [.. (await runtime.ListContainersAsync(cancellationToken)).Where(container => container.PodNamespace == podNamespace && container.PodName == podName)];
}
