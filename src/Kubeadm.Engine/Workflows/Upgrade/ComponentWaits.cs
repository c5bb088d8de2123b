using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Waits for static Pods of this node by the container runtime, and by the question that the kubelet asks them.</summary>
/// <param name="context">The node.</param>
internal sealed class ComponentWaits(UpgradeContext context) : IComponentWaits
{
    /// <summary>How long a kubelet may take to answer that is not known to run: it may be run by something else than its service.</summary>
    private static readonly TimeSpan StoppedKubeletLimit = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task ForKubeletAsync(CancellationToken cancellationToken)
    {
        var kubelet = KubeletConfigFiles.Read(context.Node.Files, KubernetesPaths.KubeletConfiguration);
        var limit = context.Settings.Timeouts?.KubeletHealthCheck ?? StaticDefaults.KubeletHealthTimeout;
        if (!await context.Kubelet.IsActiveAsync(cancellationToken) && limit > StoppedKubeletLimit)
        {
            limit = StoppedKubeletLimit;
        }

        await new KubeletHealth(context.Node, context.Ports.AskHealth).WaitAsync(kubelet, limit, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<FormerContainers> LookAsync(string component, CancellationToken cancellationToken) => FormerContainers.Of(await ListAsync(component, cancellationToken));

    /// <inheritdoc/>
    public async Task StopAsync(V1Pod pod, FormerContainers former, CancellationToken cancellationToken)
    {
        var running = (await ListAsync(pod.Metadata.Name, cancellationToken)).Where(container => container.State == RuntimeContainer.Running && former.Contains(container));
        await Task.WhenAll(running.Select(container => context.Runtime.StopContainerAsync(container.Id, StaticPodGrace.Of(pod), cancellationToken)));
    }

    /// <inheritdoc/>
    public async Task ForEndAsync(string component, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var containers = await context.Runtime.WaitForContainersOfAsync(
            ClusterNamespaces.System, PodNameOf(component), containers => !AnyRuns(containers), context.Node.Clock, timeout, cancellationToken);
        if (AnyRuns(containers))
        {
            throw UpgradeErrors.ComponentStillRuns(component, timeout);
        }

        static bool AnyRuns(IEnumerable<RuntimeContainer> containers) => containers.Any(container => container.State == RuntimeContainer.Running);
    }

    /// <inheritdoc/>
    public Task<TimeSpan> ForAsync(V1Pod pod, FormerContainers former, TimeSpan timeout, CancellationToken cancellationToken) =>
        new StaticPodHealth(context.Node.Clock, context.Runtime, context.Ports.AskHealth)
            .WaitUnlessCrashingAsync(pod, PodNameOf(pod.Metadata.Name), former, timeout, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> ForMirrorAsync(string component, MirrorPods mirrors, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var running = (await ListAsync(component, cancellationToken)).FirstOrDefault(container => container.State == RuntimeContainer.Running);
        return running is { PodUid: { Length: > 0 } hash } && await mirrors.BringUpToDateAsync(component, hash, timeout, cancellationToken);
    }

    private Task<IReadOnlyList<RuntimeContainer>> ListAsync(string component, CancellationToken cancellationToken) =>
        context.Runtime.ListContainersOfAsync(ClusterNamespaces.System, PodNameOf(component), cancellationToken);

    private string PodNameOf(string component) => $"{component}-{KubeletIdentity.NodeNameOf(context.Node)}";
}
