using k8s;
using k8s.Autorest;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.ClusterObjects;

/// <summary>
/// What the API server knows of a node's static Pods: the kubelet creates a Pod there for each of them, and marks it with the hash of
/// the manifest that it runs (https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/).
/// </summary>
/// <param name="objects">The cluster.</param>
/// <param name="nodeName">The node's name.</param>
public sealed class MirrorPods(ApiObjects objects, string nodeName)
{
    private const string HashAnnotation = "kubernetes.io/config.hash";
    private const string Running = "Running";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The hash of the manifest of which a component runs; null when there is no such Pod, or the API server does not answer.</summary>
    public async Task<string?> FindHashAsync(string component, CancellationToken cancellationToken) =>
        (await FindAsync(component, cancellationToken)) is { Metadata.Annotations: { } annotations } ? HashIn(annotations) : null;

    /// <summary>Waits until a component's Pod runs of another manifest than before.</summary>
    /// <param name="component">The component.</param>
    /// <param name="before">The hash before; null where there was none.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it does.</returns>
    public async Task<bool> WaitForChangeAsync(string component, string? before, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = objects.Retry.Clock;
        for (var start = clock.GetTimestamp(); clock.GetElapsedTime(start) < timeout; await Task.Delay(Pause, clock, cancellationToken))
        {
            if (await FindAsync(component, cancellationToken) is { Status.Phase: Running, Metadata.Annotations: { } annotations }
                && HashIn(annotations) is { } hash && hash != before)
            {
                return true;
            }
        }

        return false;
    }

    private static string? HashIn(IDictionary<string, string> annotations) => annotations.TryGetValue(HashAnnotation, out var hash) ? hash : null;

    private async Task<V1Pod?> FindAsync(string component, CancellationToken cancellationToken)
    {
        try
        {
            return await objects.Api.CoreV1.ReadNamespacedPodAsync($"{component}-{nodeName}", ClusterNamespaces.System, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && error is HttpOperationException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
