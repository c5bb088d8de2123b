using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>Repeats a request to etcd until it succeeds, cannot succeed, or the time is up.</summary>
/// <remarks>
/// Members that start, elect a leader or take another member in refuse requests for a while. kubeadm asks again every 500 ms for
/// <c>timeouts.etcdAPICall</c>; this begins with short waits, as a join stands still meanwhile.
/// </remarks>
/// <param name="timeout">How long to go on, as in <c>timeouts.etcdAPICall</c>.</param>
/// <param name="clock">The clock; null means the system's.</param>
public sealed class EtcdRetry(TimeSpan timeout, TimeProvider? clock = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>kubeadm's default for requests to etcd.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The same by the same clock, with another limit.</summary>
    public EtcdRetry For(TimeSpan limit) => new(limit, _clock);

    /// <summary>Sends a request, again while it throws what waiting may mend.</summary>
    /// <exception cref="KubeadmException">What the last attempt threw; how long it was tried is in the message.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        var pause = new GrowingPause(FirstPause, LongestPause, _clock);
        while (true)
        {
            try
            {
                return await request(cancellationToken);
            }
            catch (KubeadmException error) when (!EtcdErrors.IsForGood(error))
            {
                if (pause.Elapsed + pause.Next > timeout)
                {
                    throw EtcdErrors.GivenUp(error, timeout);
                }
            }

            await pause.WaitAsync(cancellationToken);
        }
    }
}
