using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Programs are found but not run: each run is recorded and succeeds without output.</summary>
public sealed class RecordingProcessRunner(IProcessRunner inner) : IProcessRunner
{
    private readonly List<string> _calls = [];

    /// <summary>The command lines that would have run, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <inheritdoc/>
    public string? Find(string program) => inner.Find(program);

    /// <inheritdoc/>
    public Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (_calls)
        {
            _calls.Add(string.Join(' ', [program, .. arguments]));
        }

        return Task.FromResult(new ProcessResult(0, "", ""));
    }
}
