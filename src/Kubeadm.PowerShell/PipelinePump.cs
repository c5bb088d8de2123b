using System.Collections.Concurrent;
using System.Management.Automation;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell;

/// <summary>
/// Carries what the engine says, from whatever thread, to the thread of the pipeline, the only one that may write to PowerShell's
/// streams.
/// </summary>
internal sealed class PipelinePump : IWorkflowObserver, IDisposable
{
    private readonly BlockingCollection<Action<Cmdlet>> _messages = [];
    private readonly Action<PhaseResult>? _onPhase;

    /// <summary>Creates a pump.</summary>
    /// <param name="onPhase">Called on the engine's thread with each phase that ended.</param>
    public PipelinePump(Action<PhaseResult>? onPhase = null)
    {
        _onPhase = onPhase;
    }

    /// <summary>Runs a piece of the engine on another thread and writes what it says until it ends.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped; nothing of the engine's work goes on.</exception>
    public T Run<T>(Cmdlet cmdlet, Func<CancellationToken, Task<T>> work, CancellationTokenSource stopping)
    {
        var token = stopping.Token;
        var task = Task.Run(
            async () =>
            {
                try
                {
                    return await work(token);
                }
                finally
                {
                    _messages.CompleteAdding();
                }
            },
            CancellationToken.None);
        try
        {
            Pump(cmdlet, token);
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            Await(task);
            throw new PipelineStoppedException();
        }
        catch (Exception) when (!task.IsCompleted)
        {
            // Whoever listens wants no more: the pipeline was stopped, an error was to end it, or a cmdlet further down has enough.
            stopping.Cancel();
            Await(task);
            throw;
        }
    }

    /// <summary>Posts work to the pipeline's thread, after what was posted before. May be called from any thread.</summary>
    public void Post(Action<Cmdlet> message)
    {
        try
        {
            _messages.Add(message);
        }
        catch (InvalidOperationException)
        {
            // The pipeline has stopped and nobody listens any more.
        }
    }

    /// <inheritdoc/>
    public void Info(string line) =>
        Post(cmdlet => cmdlet.WriteInformation(new InformationRecord(line, "Kubeadm") { Tags = { "Kubeadm" } }));

    /// <inheritdoc/>
    public void Verbose(string message) => Post(cmdlet => cmdlet.WriteVerbose(message));

    /// <inheritdoc/>
    public void Warning(string message) => Post(cmdlet => cmdlet.WriteWarning(message));

    /// <inheritdoc/>
    /// <remarks>PowerShell wants a status also of what has none any more, because it has ended.</remarks>
    public void Progress(ProgressReport report)
    {
        var status = report.Status.Length > 0 ? report.Status : report.Activity;
        Post(cmdlet => cmdlet.WriteProgress(new ProgressRecord(report.Id, report.Activity, status)
        {
            ParentActivityId = report.ParentId ?? -1,
            PercentComplete = report.PercentComplete,
            RecordType = report.IsCompleted ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        }));
    }

    /// <inheritdoc/>
    public void PhaseCompleted(PhaseResult result) => _onPhase?.Invoke(result);

    /// <inheritdoc/>
    public void Dispose() => _messages.Dispose();

    private void Pump(Cmdlet cmdlet, CancellationToken token)
    {
        foreach (var message in _messages.GetConsumingEnumerable(token))
        {
            message(cmdlet);
        }
    }

    /// <summary>A stopped engine finishes the file it writes and the key it has in hand; nothing of it may run on when the cmdlet has ended.</summary>
    private static void Await(Task task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
}
