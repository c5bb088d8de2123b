using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Waits for static Pods of this node by the container runtime, by the question that the kubelet asks them, and by their mirror Pods.</summary>
/// <param name="context">The node.</param>
internal sealed class ComponentWaits(UpgradeContext context) : IComponentWaits
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<RunningComponent> LookAsync(string component, MirrorPods mirrors, CancellationToken cancellationToken) => new(
        (await ListAsync(component, cancellationToken)).Select(container => container.Id).ToHashSet(StringComparer.Ordinal),
        await mirrors.FindHashAsync(component, cancellationToken));

    /// <inheritdoc/>
    public async Task ForEndAsync(string component, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = context.Node.Clock;
        for (var start = clock.GetTimestamp(); (await ListAsync(component, cancellationToken)).Any(container => container.State == RuntimeContainer.Running);)
        {
            if (clock.GetElapsedTime(start) > timeout)
            {
                throw UpgradeErrors.ComponentStillRuns(component, timeout);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<TimeSpan> ForAsync(V1Pod pod, RunningComponent? before, MirrorPods mirrors, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = context.Node.Clock;
        var start = clock.GetTimestamp();
        var component = pod.Metadata.Name;
        var health = new StaticPodHealth(clock, context.Runtime, context.Ports.AskHealth);
        await health.WaitUnlessCrashingAsync(pod, PodNameOf(component), before?.Containers, timeout, cancellationToken);
        if (before is not null && !await mirrors.WaitForChangeAsync(component, before.Hash, Left(timeout, clock.GetElapsedTime(start)), cancellationToken))
        {
            throw UpgradeErrors.MirrorPodUnchanged(component, PodNameOf(component), timeout);
        }

        return clock.GetElapsedTime(start);
    }

    private async Task<IReadOnlyList<RuntimeContainer>> ListAsync(string component, CancellationToken cancellationToken)
    {
        var name = PodNameOf(component);
        return [.. (await context.Runtime.ListContainersAsync(cancellationToken)).Where(container => container.PodNamespace == ClusterNamespaces.System && container.PodName == name)];
    }

    private static TimeSpan Left(TimeSpan timeout, TimeSpan elapsed) => timeout > elapsed ? timeout - elapsed : TimeSpan.FromSeconds(1);

    private string PodNameOf(string component) => $"{component}-{KubeletIdentity.NodeNameOf(context.Node)}";
}
