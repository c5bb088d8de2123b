using k8s.Models;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Waits for static Pods of this node. In a dry run none is replaced, and none is waited for.</summary>
internal interface IComponentWaits
{
    /// <summary>Waits until the kubelet is healthy, which alone starts what is replaced, and what is put back.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>KubeletNotReady</c>.</exception>
    Task ForKubeletAsync(CancellationToken cancellationToken);

    /// <summary>Looks at what there is of a component, before it is replaced.</summary>
    /// <param name="component">The component.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<FormerContainers> LookAsync(string component, CancellationToken cancellationToken);

    /// <summary>Stops what runs of a component, with no more grace than it needs; what comes after it is up to the kubelet.</summary>
    /// <param name="pod">Its manifest.</param>
    /// <param name="former">The containers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>ContainerRuntimeFailed</c>, <c>ContainerRuntimeUnreachable</c>: the kubelet has to do it alone.</exception>
    Task StopAsync(V1Pod pod, FormerContainers former, CancellationToken cancellationToken);

    /// <summary>Waits until a component runs and is ready.</summary>
    /// <param name="pod">Its manifest.</param>
    /// <param name="former">What does not count.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="KubeadmException"><c>ComponentNotReady</c>, with the last lines of its log.</exception>
    Task<TimeSpan> ForAsync(V1Pod pod, FormerContainers former, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Waits until no container of a component runs.</summary>
    /// <param name="component">The component.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>ComponentStillRuns</c>; <c>ContainerRuntimeFailed</c>, <c>ContainerRuntimeUnreachable</c>: the runtime does not answer when the time is up.</exception>
    Task ForEndAsync(string component, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Waits until the API server knows of the manifest by which a component runs.</summary>
    /// <param name="component">The component.</param>
    /// <param name="mirrors">What the API server knows of the node's static Pods.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it does.</returns>
    Task<bool> ForMirrorAsync(string component, MirrorPods mirrors, TimeSpan timeout, CancellationToken cancellationToken);
}
