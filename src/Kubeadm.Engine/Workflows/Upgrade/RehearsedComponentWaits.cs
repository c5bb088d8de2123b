using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>The waits of a dry run, in which nothing is replaced.</summary>
internal sealed class RehearsedComponentWaits : IComponentWaits
{
    /// <inheritdoc/>
    public Task ForKubeletAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<FormerContainers> LookAsync(string component, CancellationToken cancellationToken) => Task.FromResult(FormerContainers.None);

    /// <inheritdoc/>
    public Task StopAsync(V1Pod pod, FormerContainers former, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<TimeSpan> ForAsync(V1Pod pod, FormerContainers former, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(TimeSpan.Zero);

    /// <inheritdoc/>
    public Task ForEndAsync(string component, TimeSpan timeout, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> ForMirrorAsync(string component, MirrorPods mirrors, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(true);
}
