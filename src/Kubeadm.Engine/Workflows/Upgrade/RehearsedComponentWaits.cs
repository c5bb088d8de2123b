using k8s.Models;
using Kubeadm.Engine.ClusterObjects;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>The waits of a dry run, in which nothing is replaced.</summary>
internal sealed class RehearsedComponentWaits : IComponentWaits
{
    /// <inheritdoc/>
    public Task<RunningComponent> LookAsync(string component, MirrorPods mirrors, CancellationToken cancellationToken) =>
        Task.FromResult(new RunningComponent(new HashSet<string>(), null));

    /// <inheritdoc/>
    public Task<TimeSpan> ForAsync(V1Pod pod, RunningComponent? before, MirrorPods mirrors, TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.FromResult(TimeSpan.Zero);

    /// <inheritdoc/>
    public Task ForEndAsync(string component, TimeSpan timeout, CancellationToken cancellationToken) => Task.CompletedTask;
}
