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

    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>How long a Pod may be missing before the kubelet is made to look: it creates one by itself when the component becomes ready.</summary>
    private static readonly TimeSpan MissingLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Waits until a component's Pod has the hash of the manifest by which the component runs. A kubelet that could not reach the API
    /// server when it noticed the manifest tries again after a minute or more; it does so at once when it hears of a change to that Pod. So
    /// an outdated one is deleted here, and where none is there one is created that is outdated.
    /// </summary>
    /// <param name="component">The component.</param>
    /// <param name="hash">The hash of the manifest.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it has.</returns>
    public Task<bool> BringUpToDateAsync(string component, string hash, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deleted = new HashSet<string>();
        var (clock, begun, isCreated) = (objects.Retry.Clock, objects.Retry.Clock.GetTimestamp(), false);
        return PollAsync(IsUpToDateAsync, timeout, cancellationToken);

        async Task<bool> IsUpToDateAsync(CancellationToken token)
        {
            if (await TryAsync(ListAsync(component, token), token) is not { } pods)
            {
                return false;
            }

            var pod = pods.Items.FirstOrDefault();
            if (pod is { Metadata.Annotations: { } annotations } && HashIn(annotations) == hash)
            {
                return true;
            }

            if (pod is not null && deleted.Add(pod.Metadata.Uid))
            {
                await TryAsync(DeleteAsync(pod, token), token);
            }
            else if (pod is null && !isCreated && clock.GetElapsedTime(begun) >= MissingLimit)
            {
                isCreated = true;
                await TryAsync(CreateOutdatedAsync(component, token), token);
            }

            return false;
        }
    }

    /// <summary>Whether the API server tells of Pods within a time: one that does not will know of none that runs.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> CanBeAskedAsync(TimeSpan timeout, CancellationToken cancellationToken) => PollAsync(
        async token => await TryAsync(objects.Api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, limit: 1, cancellationToken: token), token) is not null,
        timeout,
        cancellationToken);

    /// <summary>Looks until something is so or the time is up, which ends a request too that is not answered.</summary>
    private async Task<bool> PollAsync(Func<CancellationToken, Task<bool>> look, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = objects.Retry.Clock;
        using var time = new CancellationTokenSource(timeout, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            while (!await look(ended.Token))
            {
                await Task.Delay(Pause, clock, ended.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string? HashIn(IDictionary<string, string> annotations) => annotations.TryGetValue(HashAnnotation, out var hash) ? hash : null;

    private Task<V1PodList> ListAsync(string component, CancellationToken cancellationToken) =>
        objects.Api.CoreV1.ListNamespacedPodAsync(ClusterNamespaces.System, fieldSelector: $"metadata.name={NameOf(component)}", cancellationToken: cancellationToken);

    private string NameOf(string component) => $"{component}-{nodeName}";

    /// <summary>No kubelet runs a Pod with that annotation; the one of its node replaces it by that of its manifest.</summary>
    private Task<V1Pod> CreateOutdatedAsync(string component, CancellationToken cancellationToken)
    {
        var pod = new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = NameOf(component), Annotations = new Dictionary<string, string> { [MirrorAnnotation] = "outdated" } },
            Spec = new V1PodSpec { NodeName = nodeName, Containers = [new V1Container { Name = component, Image = component }] },
        };
        return objects.Api.CoreV1.CreateNamespacedPodAsync(pod, ClusterNamespaces.System, cancellationToken: cancellationToken);
    }

    private Task<V1Pod> DeleteAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var options = new V1DeleteOptions { GracePeriodSeconds = 0, Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } };
        return objects.Api.CoreV1.DeleteNamespacedPodAsync(pod.Metadata.Name, ClusterNamespaces.System, options, cancellationToken: cancellationToken);
    }

    /// <summary>The API server may be starting, and the kubelet at the same Pod: what does not succeed is looked at again.</summary>
    private static async Task<T?> TryAsync<T>(Task<T> request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await request;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && error is HttpOperationException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
