namespace Kubeadm.Engine.Health;

/// <summary>Asks for a component's health until it is good or the time is up.</summary>
/// <param name="client">How to ask; it has no time limit of its own.</param>
/// <param name="clock">Measures the time.</param>
/// <param name="authorize">Puts credentials that are no client certificate on a question; null where none are needed.</param>
internal sealed class HealthPoll(
    HttpClient client, TimeProvider clock, Func<HttpRequestMessage, CancellationToken, Task>? authorize = null)
{
    private const int HttpOk = 200;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Asks often at first, then ten times a second: the components are on this machine, and a question costs next to nothing.</summary>
    public async Task<ComponentHealth> WaitAsync(string name, Uri url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = Min(pause * 1.25, LongestPause))
        {
            var error = await AskAsync(url, Min(LongestAnswer, Max(timeout - clock.GetElapsedTime(start), FirstPause)), cancellationToken);
            var elapsed = clock.GetElapsedTime(start);
            if (error is null || elapsed + pause >= timeout)
            {
                return new ComponentHealth(name, url, error is null, elapsed, error);
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private async Task<string?> AskAsync(Uri url, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Get, url);
            await (authorize?.Invoke(question, patience.Token) ?? Task.CompletedTask);
            using var answer = await client.SendAsync(question, patience.Token);
            return (int)answer.StatusCode == HttpOk ? null : await DescribeAsync(answer, patience.Token);
        }
        catch (HttpRequestException e)
        {
            return e.GetBaseException().Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {limit.TotalSeconds:0.#} s";
        }
    }

    // Components answer with a line for each of their own checks; those that failed begin with "[-]".
    private static async Task<string> DescribeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        var failed = body.Split('\n').Where(line => line.StartsWith("[-]", StringComparison.Ordinal)).Select(line => line[3..].Trim());
        return string.Join("; ", [$"status {(int)answer.StatusCode}", .. failed]);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
