using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Health;

/// <summary>Asks for a component's health until it is good or the time is up.</summary>
/// <param name="ask">Asks once.</param>
/// <param name="clock">Measures the time.</param>
internal sealed class HealthPoll(Func<Uri, CancellationToken, Task<HealthAnswer>> ask, TimeProvider clock)
{
    private const int HttpOk = 200;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Asks often at first, then ten times a second: the components are on this machine, and a question costs next to nothing.</summary>
    public async Task<ComponentHealth> WaitAsync(string name, Uri url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pause = new GrowingPause(FirstPause, LongestPause, clock, factor: 1.25);
        string? error = null;
        while (true)
        {
            error = await AskAsync(url, Min(LongestAnswer, Max(timeout - pause.Elapsed, FirstPause)), error, cancellationToken);
            var elapsed = pause.Elapsed;
            if (error is null || elapsed + pause.Next >= timeout)
            {
                return new ComponentHealth(name, url, error is null, elapsed, error);
            }

            await pause.WaitAsync(cancellationToken);
        }
    }

    private async Task<string?> AskAsync(Uri url, TimeSpan limit, string? before, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var answer = await ask(url, either.Token);
            return answer.Status == HttpOk ? null : Describe(answer);
        }
        catch (TimeoutException e)
        {
            return e.Message;
        }
        catch (HttpRequestException e)
        {
            return e.GetBaseException().Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The last question is often cut short by the end of the wait: what came before then says more.
            return limit < LongestAnswer && before is not null ? before : $"no answer within {limit.TotalSeconds:0.#} s";
        }
    }

    // Components answer with a line for each of their own checks; those that failed begin with "[-]".
    private static string Describe(HealthAnswer answer)
    {
        var failed = answer.Body.Split('\n').Where(line => line.StartsWith("[-]", StringComparison.Ordinal)).Select(line => line[3..].Trim());
        return string.Join("; ", [$"status {answer.Status}", .. failed]);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
