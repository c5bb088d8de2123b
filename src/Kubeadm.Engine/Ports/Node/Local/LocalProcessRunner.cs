namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>Runs programs on this machine.</summary>
public sealed class LocalProcessRunner : IProcessRunner
{
    // How long a program that has ended may leave its output open to a child.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string? Find(string program) => ProgramSearch.Find(program);

    /// <inheritdoc/>
    public Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, [], timeout, cancellationToken);

    /// <summary>Runs a program to its end, with variables of its own besides those of this process.</summary>
    /// <exception cref="KubeadmException"><c>ProgramFailed</c>, <c>ProgramTimedOut</c>.</exception>
    internal async Task<ProcessResult> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyCollection<KeyValuePair<string, string>> environment,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var running = RunningProgram.Start(Find(program) ?? throw ProgramErrors.NotFound(program), arguments, environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await EndAsync(running, program, limit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ProgramErrors.TimedOut(program, arguments, timeout);
        }
    }

    private static async Task<ProcessResult> EndAsync(RunningProgram running, string program, CancellationTokenSource limit)
    {
        var (output, error) = (running.Output, running.Error);
        var reads = new[] { output.ReadAsync(limit.Token), error.ReadAsync(limit.Token) };
        var all = Task.WhenAll(reads);
        var ended = running.WaitAsync(limit.Token);
        while (!all.IsCompleted && !ended.IsCompleted)
        {
            var first = await Task.WhenAny([ended, .. reads.Where(read => !read.IsCompleted)]);
            if (first is Task<bool> read && !await read)
            {
                throw ProgramErrors.TooMuchOutput(program);
            }
        }

        await ended;
        limit.CancelAfter(Drain);
        try
        {
            var isWhole = (await all.WaitAsync(limit.Token)).All(whole => whole);
            running.Release();
            return isWhole ? new ProcessResult(running.ExitCode, output.Text, error.Text) : throw ProgramErrors.TooMuchOutput(program);
        }
        catch (OperationCanceledException)
        {
            // It has ended and a child still holds its output open: what it said itself is there, and the child is killed.
            return new ProcessResult(running.ExitCode, output.Text, error.Text);
        }
    }
}
