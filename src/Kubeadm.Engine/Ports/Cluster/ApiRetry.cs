using System.Net;
using Kubeadm.Engine.Ports.Node;
using k8s.Autorest;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// Repeats a request to the API server until it succeeds, is refused for good, or the time is up.
/// </summary>
/// <remarks>
/// A control plane that has just come up refuses connections, answers 5xx or 429, has not made its namespaces, and for a moment
/// does not know the roles it grants: such answers are worth waiting for. An invalid object, a wrong method and an existing name
/// are not. kubeadm asks again every 500 ms for <c>timeouts.kubernetesAPICall</c>; this begins with short waits that grow to that.
/// </remarks>
/// <param name="timeout">How long to go on, as in <c>timeouts.kubernetesAPICall</c>.</param>
/// <param name="clock">The clock; null means the system's.</param>
public sealed class ApiRetry(TimeSpan timeout, TimeProvider? clock = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RightsGrace = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>kubeadm's default for requests to the API server.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How long requests are repeated.</summary>
    public TimeSpan Timeout { get; } = timeout;

    /// <summary>The clock that waiting goes by.</summary>
    public TimeProvider Clock => _clock;

    private TimeSpan Grace { get; init; } = RightsGrace;

    /// <summary>The same, but a refusal for want of rights is final at once: for what may rightly be refused.</summary>
    public ApiRetry WithoutWaitingForRights() => new(Timeout, clock) { Grace = TimeSpan.Zero };

    /// <summary>Sends a request, again where that may help.</summary>
    /// <param name="action">What is tried, to follow "cannot" in an error: <c>read nodes/cp1</c>.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the waiting at once.</param>
    /// <param name="alsoTransient">Errors beside the usual ones that waiting may mend.</param>
    /// <exception cref="KubeadmException">
    /// <c>ApiServerUnreachable</c> or <c>ApiRequestFailed</c>, with what the server last said.
    /// </exception>
    public async Task<T> RunAsync<T>(
        string action,
        Func<CancellationToken, Task<T>> request,
        CancellationToken cancellationToken,
        Func<Exception, bool>? alsoTransient = null)
    {
        var pause = new GrowingPause(FirstPause, LongestPause, _clock);
        while (true)
        {
            try
            {
                return await request(cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                var spent = pause.Elapsed;
                var wait = ApiErrors.RetryAfter(error) is { } asked && asked > pause.Next ? asked : pause.Next;
                var worthwhile = IsTransient(error, spent) || alsoTransient?.Invoke(error) == true;
                if (!worthwhile || spent + wait > Timeout)
                {
                    throw ApiErrors.ForPeople(error, action);
                }

                await pause.WaitAsync(wait, cancellationToken);
            }
        }
    }

    private bool IsTransient(Exception error, TimeSpan spent) => error switch
    {
        HttpOperationException refused => IsTransient(refused, spent),
        HttpRequestException => !ApiErrors.IsUntrusted(error) && !ApiErrors.IsTooLarge(error),
        IOException or System.Net.Sockets.SocketException or TimeoutException => true,
        TaskCanceledException => true,
        _ => false,
    };

    private bool IsTransient(HttpOperationException refused, TimeSpan spent) => refused.Response?.StatusCode switch
    {
        null => true,
        HttpStatusCode.Conflict => true,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        >= HttpStatusCode.InternalServerError => true,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => spent < Grace,
        _ => false,
    };
}
