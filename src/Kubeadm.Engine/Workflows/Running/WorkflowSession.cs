using Kubeadm.Engine.History;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>One run of a workflow, from the moment its context is open to its end. Disposing of it saves what a dry run recorded and closes everything.</summary>
/// <typeparam name="TContext">What the phases share.</typeparam>
/// <param name="tree">The workflow's phases.</param>
/// <param name="phases">Paths of the phases that run.</param>
/// <param name="opened">The context.</param>
/// <param name="observer">Receives what happens.</param>
/// <param name="clock">Times the phases.</param>
public sealed class WorkflowSession<TContext>(
    PhaseTree<TContext> tree, IReadOnlySet<string> phases, OpenedContext<TContext> opened, IWorkflowObserver observer, TimeProvider clock) : IAsyncDisposable
    where TContext : IAsyncDisposable
{
    private IDisposable? _held;
    private RunRecording? _recording;
    private bool _hasEnded;

    /// <summary>What the phases share.</summary>
    public TContext Context => opened.Context;

    /// <summary>Whether the run only records.</summary>
    public bool IsDryRun => opened.DryRun is not null;

    /// <summary>Where the output of a dry run goes, if it keeps any.</summary>
    public DryRunFolder? DryRunFolder => opened.DryRun?.Folder;

    /// <summary>The API writes that a dry run recorded so far, in their order.</summary>
    public IReadOnlyList<RecordedWrite> RecordedWrites => opened.DryRun?.Writes ?? [];

    /// <summary>Holds the lock of what the run changes until its end.</summary>
    public void Hold(IDisposable held) => _held = held;

    /// <summary>Notes in a recording what the run does.</summary>
    internal void Record(RunRecording recording) => _recording = recording;

    /// <summary>Notes an error that ended the run.</summary>
    internal void Fail(Exception error) => _recording?.Fail(error, observer);

    /// <summary>Runs the phases.</summary>
    /// <returns>A result for each phase of the workflow, also for those that were left out.</returns>
    /// <exception cref="WorkflowException">A phase failed; carries the results so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<IReadOnlyList<PhaseResult>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var runner = new WorkflowRunner<TContext>(tree, observer, clock, IsDryRun) { Recording = _recording };
            var results = await runner.RunAsync(Context, phases, cancellationToken);
            _hasEnded = true;
            _recording?.Succeed(observer);
            return results;
        }
        catch (Exception error)
        {
            Fail(error);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (_held)
        using (opened.DryRun)
        {
            await Context.DisposeAsync();
            EndDryRun();
        }
    }

    /// <summary>What a run recorded before it failed is of use; that it recorded nothing is not.</summary>
    private void EndDryRun()
    {
        if (_hasEnded || RecordedWrites.Count > 0)
        {
            opened.DryRun?.Save();
        }

        if (!_hasEnded)
        {
            opened.DryRun?.Discard();
        }
    }
}
