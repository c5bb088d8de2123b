namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>Makes the kubelet start a Pod anew.</summary>
/// <remarks>
/// Its containers are stopped, and then its sandbox is removed with them. A stopped container alone would do where it runs well; but the
/// kubelet makes a Pod whose containers failed before wait for up to five minutes, and only of containers that are gone does it know no
/// such failure.
/// </remarks>
/// <param name="runtime">The container runtime.</param>
/// <param name="clock">Measures the time.</param>
public sealed class PodRestart(IContainerRuntime runtime, TimeProvider clock)
{
    /// <summary>Stops a Pod and removes it from the runtime.</summary>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="grace">How long its containers may take to end by themselves.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The identifiers of the containers that were there; none where the Pod had none.</returns>
    public async Task<IReadOnlySet<string>> RemoveAsync(string podNamespace, string podName, TimeSpan grace, CancellationToken cancellationToken)
    {
        var containers = await runtime.ListContainersOfAsync(podNamespace, podName, cancellationToken);
        await Task.WhenAll(containers.Where(container => container.State == RuntimeContainer.Running)
            .Select(container => runtime.StopContainerAsync(container.Id, grace, cancellationToken)));
        foreach (var sandbox in containers.Select(container => container.SandboxId).Distinct(StringComparer.Ordinal))
        {
            await runtime.RemoveSandboxAsync(sandbox, cancellationToken);
        }

        return containers.Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Waits until each container of a Pod runs that was not there before. A runtime that does not answer meanwhile, since it is started anew, is waited for too.</summary>
    /// <param name="podNamespace">The Pod's namespace.</param>
    /// <param name="podName">The Pod's name.</param>
    /// <param name="names">The containers' names.</param>
    /// <param name="before">The containers that were there before.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The names of those that do not run when the time is up; none when all do.</returns>
    /// <exception cref="KubeadmException"><c>ContainerRuntimeFailed</c>, <c>ContainerRuntimeUnreachable</c>: the runtime does not answer when the time is up.</exception>
    public async Task<IReadOnlyList<string>> WaitAsync(
        string podNamespace, string podName, IReadOnlyList<string> names, FormerContainers before, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> missing = [];
        await runtime.WaitForContainersOfAsync(
            podNamespace,
            podName,
            containers => (missing = [.. names.Where(name => !containers.Any(c => c.Name == name && c.State == RuntimeContainer.Running && !before.Contains(c)))]).Count == 0,
            clock,
            timeout,
            cancellationToken);
        return missing;
    }
}
