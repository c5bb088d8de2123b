using System.Globalization;
using k8s.Models;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Health;

/// <summary>Waits until a static Pod that was started anew runs and is ready, by the same question that the kubelet asks it.</summary>
/// <param name="clock">Measures the time.</param>
/// <param name="runtime">Where its containers are, and what they said.</param>
/// <param name="ask">Asks a container once whether it is ready; null means over the network.</param>
public sealed class StaticPodHealth(TimeProvider clock, IContainerRuntime runtime, Func<Uri, CancellationToken, Task<HealthAnswer>>? ask = null)
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Waits, and gives up early on a container that ends again each time it is started.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    /// <param name="pod">The manifest.</param>
    /// <param name="podName">The Pod's name on this node.</param>
    /// <param name="before">The containers that do not count: those from before. None where what runs now may be what is wanted.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>ComponentNotReady</c>: it was not so in time, or ended again and again; the last lines of its log are in the message.</exception>
    public async Task<TimeSpan> WaitUnlessCrashingAsync(V1Pod pod, string podName, FormerContainers before, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = WaitAsync(pod, podName, before, timeout, ended.Token);
        var crashing = new CrashLoop(runtime, clock).FindAsync(pod.Metadata.NamespaceProperty ?? "default", podName, before, ended.Token);
        try
        {
            if (await Task.WhenAny(ready, crashing) == ready || !crashing.IsCompletedSuccessfully)
            {
                return await ready;
            }

            var (container, ends) = crashing.Result;
            throw await FailedAsync(pod, [container.Name], before, clock.GetElapsedTime(start), $"it ended each time that it was started, {ends} times", cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAny(Task.WhenAll(ready, crashing));
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="pod">The manifest.</param>
    /// <param name="podName">The Pod's name on this node.</param>
    /// <param name="before">The containers that do not count: those from before.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="KubeadmException"><c>ComponentNotReady</c>: it was not so in time; the last lines of its log are in the message.</exception>
    public async Task<TimeSpan> WaitAsync(V1Pod pod, string podName, FormerContainers before, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var names = pod.Spec.Containers.Select(container => container.Name).ToList();
        var missing = await new PodRestart(runtime, clock)
            .WaitAsync(pod.Metadata.NamespaceProperty ?? "default", podName, names, before, timeout, cancellationToken);
        if (missing.Count > 0)
        {
            throw await FailedAsync(pod, missing, before, timeout, $"the kubelet has not started {string.Join(", ", missing)}", cancellationToken);
        }

        using var client = new LocalHealthClient();
        foreach (var (container, url) in ProbesOf(pod))
        {
            var health = await new HealthPoll(ask ?? client.AskAsync, clock)
                .WaitAsync(pod.Metadata.Name, url, timeout - clock.GetElapsedTime(start), cancellationToken);
            if (!health.IsHealthy)
            {
                throw await FailedAsync(pod, [container], before, timeout, $"{url}: {health.LastError}", cancellationToken);
            }
        }

        return clock.GetElapsedTime(start);
    }

    /// <summary>Where the containers tell that they are ready; those that have no such place are ready when they run.</summary>
    internal static IEnumerable<(string Container, Uri Url)> ProbesOf(V1Pod pod)
    {
        foreach (var container in pod.Spec.Containers)
        {
            var probe = (container.ReadinessProbe ?? container.StartupProbe ?? container.LivenessProbe)?.HttpGet;
            var host = probe?.Host is { Length: > 0 } named ? named : pod.Spec.HostNetwork == true ? Loopback : null;
            if (probe is not null && host is not null && PortOf(probe.Port?.Value, container) is { } port)
            {
                yield return (container.Name, new UriBuilder(probe.Scheme?.ToLowerInvariant() ?? "http", host, port, probe.Path).Uri);
            }
        }
    }

    private static int? PortOf(string? port, V1Container container) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : container.Ports?.FirstOrDefault(known => known.Name == port)?.ContainerPort;

    private async Task<KubeadmException> FailedAsync(
        V1Pod pod, IReadOnlyList<string> containers, FormerContainers before, TimeSpan timeout, string cause, CancellationToken cancellationToken)
    {
        var logs = await new FailedContainers(runtime).DescribeAsync(containers, before, cancellationToken);
        return HealthErrors.ComponentNotReady(pod, timeout, cause, logs, runtime.Endpoint);
    }
}
