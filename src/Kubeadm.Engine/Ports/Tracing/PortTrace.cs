using System.Globalization;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Ports.Tracing;

/// <summary>
/// Tells of each exchange with the world when it has ended, with its outcome and how long it took: requests to API servers and etcd, calls of
/// the container runtime, programs. Neither contents nor headers are told, for they hold secrets.
/// </summary>
/// <param name="tell">Receives a line each, from any thread, several at a time.</param>
public sealed class PortTrace(Action<string> tell)
{
    /// <summary>Does a piece of work and tells how it ended.</summary>
    /// <param name="what">What is done.</param>
    /// <param name="work">Does it. Its errors are told, and are the caller's.</param>
    /// <param name="describe">Describes the outcome in a word.</param>
    internal async Task<T> FollowAsync<T>(string what, Func<Task<T>> work, Func<T, string> describe)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            var outcome = await work();
            Tell(what, describe(outcome), begun);
            return outcome;
        }
        catch (Exception error)
        {
            Tell(what, error.GetBaseException().Message, begun);
            throw;
        }
    }

    /// <summary>A handler for requests.</summary>
    internal DelegatingHandler CreateHandler() => new Handler(this);

    /// <summary>The same runner, whose programs are told of.</summary>
    internal IProcessRunner Over(IProcessRunner runner) => new Runner(this, runner);

    private void Tell(string what, string outcome, long begun) =>
        tell(string.Create(CultureInfo.InvariantCulture, $"{what}: {outcome} in {TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds:F0} ms"));

    private sealed class Handler(PortTrace trace) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => trace.FollowAsync(
            $"{request.Method} {request.RequestUri?.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)}",
            () => base.SendAsync(request, cancellationToken),
            answer => ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Runner(PortTrace trace, IProcessRunner runner) : IProcessRunner
    {
        public string? Find(string program) => runner.Find(program);

        public Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken) => trace.FollowAsync(
            string.Join(' ', arguments.Prepend(program)),
            () => runner.RunAsync(program, arguments, timeout, cancellationToken),
            result => string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode}"));
    }
}
