using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>
/// Waits for a Job to end: by watches, so that its end is known at once, and by a look now and then where a watch ends or is not to be
/// had. That its container ended well is known some two seconds before the kubelet calls the Pod Succeeded and the Job's controller has counted it.
/// </summary>
/// <param name="objects">The cluster.</param>
/// <param name="name">The Job's name, in <c>kube-system</c>.</param>
internal sealed class JobWait(ApiObjects objects, string name)
{
    private const string Complete = "Complete";
    private const string Failed = "Failed";
    private const string True = "True";
    private const string Succeeded = "Succeeded";

    /// <summary>How long one watch goes on, in seconds: a connection may be lost without a sign.</summary>
    private const int WatchSeconds = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The Job's condition when it ended; null when the time was up before.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task<JobEnd?> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limit, objects.Retry.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        using var known = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
        Task<JobEnd>[] waits = [RepeatAsync(LookAtJobAsync, known.Token), RepeatAsync(WatchPodAsync, known.Token)];
        try
        {
            return await await Task.WhenAny(waits);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await known.CancelAsync();
            await Task.WhenAny(Task.WhenAll(waits));
        }
    }

    private async Task<JobEnd> RepeatAsync(Func<CancellationToken, Task<JobEnd?>> look, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await look(cancellationToken) is { } end)
                {
                    return end;
                }
            }
            catch (Exception error) when (IsPassing(error))
            {
                // Where the time is up meanwhile, the pause before the next look ends the wait.
            }

            await Task.Delay(Pause, objects.Retry.Clock, cancellationToken);
        }
    }

    private async Task<JobEnd?> LookAtJobAsync(CancellationToken cancellationToken)
    {
        var job = await objects.Api.BatchV1.ReadNamespacedJobAsync(name, ClusterNamespaces.System, cancellationToken: cancellationToken);
        return EndOf(job) ?? await WatchAsync(job.Metadata?.ResourceVersion, cancellationToken);
    }

    private async Task<JobEnd?> WatchPodAsync(CancellationToken cancellationToken)
    {
        var changes = objects.Api.CoreV1.WatchListNamespacedPodAsync(
            ClusterNamespaces.System, labelSelector: $"job-name={name}", timeoutSeconds: WatchSeconds, cancellationToken: cancellationToken);
        await foreach (var (_, pod) in changes)
        {
            if (pod?.Status is { } status && (status.Phase == Succeeded || EndedWell(status)))
            {
                return new JobEnd(true, "");
            }
        }

        return null;
    }

    private async Task<JobEnd?> WatchAsync(string? after, CancellationToken cancellationToken)
    {
        var changes = objects.Api.BatchV1.WatchListNamespacedJobAsync(
            ClusterNamespaces.System, fieldSelector: $"metadata.name={name}", resourceVersion: after, timeoutSeconds: WatchSeconds, cancellationToken: cancellationToken);
        await foreach (var (_, job) in changes)
        {
            if (job?.Metadata?.Name == name && EndOf(job) is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private static bool IsPassing(Exception error) =>
        error is HttpOperationException or HttpRequestException or IOException or TimeoutException or TaskCanceledException or JsonException or KubernetesException
            or KubeadmException;

    private static bool EndedWell(V1PodStatus status) =>
        status.ContainerStatuses is { Count: > 0 } containers && containers.All(container => container.State?.Terminated is { ExitCode: 0 });

    private static JobEnd? EndOf(V1Job job) => (job.Status?.Conditions ?? [])
        .Where(condition => condition.Type is Complete or Failed && condition.Status == True)
        .Select(condition => new JobEnd(condition.Type == Complete, condition.Message ?? condition.Reason ?? ""))
        .FirstOrDefault();
}

/// <summary>How a Job ended.</summary>
/// <param name="Succeeded">Whether it did what it should.</param>
/// <param name="Message">What the cluster says of it.</param>
internal sealed record JobEnd(bool Succeeded, string Message);
