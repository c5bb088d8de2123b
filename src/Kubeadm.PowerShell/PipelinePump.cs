using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Host;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell;

/// <summary>
/// Carries what the engine says, from whatever thread, to the thread of the pipeline, the only one that may write to PowerShell's
/// streams. A pipeline that was stopped takes nothing more; what a person must know all the same, warnings and the error in which the
/// engine's work ended, goes to the host's console then.
/// </summary>
internal sealed class PipelinePump : IWorkflowObserver, IDisposable
{
    private readonly BlockingCollection<Message> _messages = [];

    /// <summary>Runs a piece of the engine on another thread and writes what it says until it ends.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped; nothing of the engine's work goes on.</exception>
    public T Run<T>(KubeadmCommand cmdlet, Func<CancellationToken, Task<T>> work, CancellationTokenSource stopping)
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
            End(cmdlet, task);
            throw new PipelineStoppedException();
        }
        catch (Exception) when (!task.IsCompleted)
        {
            // Whoever listens wants no more: the pipeline was stopped, an error was to end it, or a cmdlet further down has enough.
            stopping.Cancel();
            End(cmdlet, task);
            throw;
        }
    }

    /// <summary>Posts work to the pipeline's thread, after what was posted before. May be called from any thread.</summary>
    public void Post(Action<Cmdlet> message) => Post(new Message(message));

    /// <inheritdoc/>
    public void Info(string line) =>
        Post(cmdlet => cmdlet.WriteInformation(new InformationRecord(line, "Kubeadm") { Tags = { "Kubeadm" } }));

    /// <inheritdoc/>
    public void Verbose(string message) => Post(cmdlet => cmdlet.WriteVerbose(message));

    /// <summary>An exchange with the world. May be called from any thread.</summary>
    public void Debug(string message) => Post(cmdlet => cmdlet.WriteDebug(message));

    /// <inheritdoc/>
    public void Warning(string message) => Post(new Message(cmdlet => cmdlet.WriteWarning(message), ui => ui.WriteWarningLine(message)));

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
    public void PhaseCompleted(PhaseResult result)
    {
        // Whole workflows give their phases in the object that they end with; see StreamedPhases for those that run by themselves.
    }

    /// <inheritdoc/>
    public void Dispose() => _messages.Dispose();

    private void Post(Message message)
    {
        try
        {
            _messages.Add(message);
        }
        catch (InvalidOperationException)
        {
            // The engine's work has ended, and nobody listens any more.
        }
    }

    private void Pump(KubeadmCommand cmdlet, CancellationToken token)
    {
        foreach (var message in _messages.GetConsumingEnumerable(token))
        {
            message.Write(cmdlet);
        }
    }

    /// <summary>
    /// Waits for a stopped engine, which finishes the file it writes, the key it has in hand and the component it replaces; nothing of it may
    /// run on when the cmdlet has ended.
    /// </summary>
    private void End(KubeadmCommand cmdlet, Task task)
    {
        var console = cmdlet.WantsWarnings ? cmdlet.Host?.UI : null;
        foreach (var message in _messages.GetConsumingEnumerable())
        {
            Tell(console, message.WriteStopped);
        }

        ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        if (task.Exception?.InnerException is { } error and not OperationCanceledException && KubeadmCommand.IsExpected(error))
        {
            Tell(cmdlet.Host?.UI, ui => ui.WriteErrorLine(ErrorRecords.ToRecord(error).ToString()));
        }
    }

    /// <summary>A console that has gone, of a session that was lost for example, keeps nobody from ending.</summary>
    private static void Tell(PSHostUserInterface? console, Action<PSHostUserInterface>? write)
    {
        try
        {
            if (console is not null)
            {
                write?.Invoke(console);
            }
        }
        catch (Exception problem) when (problem is RuntimeException or HostException or IOException or InvalidOperationException)
        {
            // What cannot be said to anybody is lost.
        }
    }

    /// <param name="Write">Writes it to the pipeline.</param>
    /// <param name="WriteStopped">Writes it to the console of a pipeline that was stopped; null where it is of no use any more.</param>
    private readonly record struct Message(Action<Cmdlet> Write, Action<PSHostUserInterface>? WriteStopped = null);
}
