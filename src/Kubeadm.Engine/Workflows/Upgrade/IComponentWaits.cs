using k8s.Models;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Waits for static Pods of this node. In a dry run none is replaced, and none is waited for.</summary>
internal interface IComponentWaits
{
    /// <summary>Looks at what runs of a component, before it is replaced.</summary>
    /// <param name="component">The component.</param>
    /// <param name="mirrors">What the API server knows of the node's static Pods.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<RunningComponent> LookAsync(string component, ClusterObjects.MirrorPods mirrors, CancellationToken cancellationToken);

    /// <summary>Waits until a component runs that was not there before, is ready, and the API server knows of it.</summary>
    /// <param name="pod">Its manifest.</param>
    /// <param name="before">What ran before; null where what runs now may be what is wanted.</param>
    /// <param name="mirrors">What the API server knows of the node's static Pods.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="KubeadmException"><c>ComponentNotReady</c>, with the last lines of its log.</exception>
    Task<TimeSpan> ForAsync(V1Pod pod, RunningComponent? before, ClusterObjects.MirrorPods mirrors, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Waits until no container of a component runs.</summary>
    /// <param name="component">The component.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>ComponentStillRuns</c>.</exception>
    Task ForEndAsync(string component, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>What runs of a component.</summary>
/// <param name="Containers">The identifiers of its containers.</param>
/// <param name="Hash">The hash of its manifest, as the API server knows it; null where it knows none.</param>
internal sealed record RunningComponent(IReadOnlySet<string> Containers, string? Hash);
