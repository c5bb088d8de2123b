using Kubeadm.Engine.History;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Runs the chosen phases of a workflow in order and makes a result of each.</summary>
/// <typeparam name="TContext">What the phases share.</typeparam>
/// <param name="tree">The workflow's phases.</param>
/// <param name="observer">Receives what happens.</param>
/// <param name="clock">Times the phases.</param>
/// <param name="isDryRun">Whether the run only records.</param>
public sealed class WorkflowRunner<TContext>(PhaseTree<TContext> tree, IWorkflowObserver observer, TimeProvider clock, bool isDryRun = false)
{
    private readonly List<PhaseResult> _results = [];

    /// <summary>Notes what the run does; null for a run of which nothing is kept.</summary>
    internal RunRecording? Recording { get; init; }

    /// <summary>Runs the phases. Phases that are left out have a result too, so that the list is the whole workflow.</summary>
    /// <param name="context">What the phases share.</param>
    /// <param name="chosen">Paths to run.</param>
    /// <param name="cancellationToken">Stops after the file or request at hand.</param>
    /// <exception cref="WorkflowException">A phase failed; carries the results so far.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<IReadOnlyList<PhaseResult>> RunAsync(TContext context, IReadOnlySet<string> chosen, CancellationToken cancellationToken)
    {
        var progress = new PhaseProgress<TContext>(tree, chosen, observer);
        try
        {
            await RunAllAsync(context, chosen, progress, cancellationToken);
        }
        finally
        {
            progress.End();
        }

        return _results;
    }

    private async Task RunAllAsync(TContext context, IReadOnlySet<string> chosen, PhaseProgress<TContext> progress, CancellationToken cancellationToken)
    {
        foreach (var node in tree.Nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Begin(node);
            if (!chosen.Contains(node.Path))
            {
                Skip(node.Path, "left out by choice", line: null);
            }
            else if (node.SkipReason(context) is { } reason)
            {
                Skip(node.Path, reason, node.Phase.SkipLine);
            }
            else
            {
                await RunPhaseAsync(node, context, progress.Current, cancellationToken);
            }
        }
    }

    private void Skip(string path, string reason, string? line)
    {
        if (line is not null)
        {
            observer.Info(line);
        }

        Complete(new PhaseResult { Workflow = tree.Workflow, Phase = path, Status = PhaseStatus.Skipped, Message = reason });
    }

    private async Task RunPhaseAsync(PhaseNode<TContext> node, TContext context, int progressParent, CancellationToken cancellationToken)
    {
        var report = new PhaseReport(observer, isDryRun) { ProgressParent = progressParent, OnChange = change => Recording?.Changed(node.Path, change) };
        var begun = clock.GetTimestamp();
        try
        {
            await node.Phase.RunAsync(context, report, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await UndoAsync(node, context, report);
            observer.Warning($"Stopped in phase \"{node.Path}\". No file is half written; run the same command again to go on.");
            throw;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await UndoAsync(node, context, report);
            Complete(Result(node.Path, PhaseStatus.Failed, report, clock.GetElapsedTime(begun), exception.Message));
            throw PhaseErrors.Failed(tree.Workflow, node.Path, _results, exception);
        }
        finally
        {
            report.EndProgress();
        }

        Complete(Result(node.Path, StatusOf(report), report, clock.GetElapsedTime(begun), null));
    }

    /// <summary>What led here matters more than that it could not be taken back, so a failure of that is a warning.</summary>
    private static async Task UndoAsync(PhaseNode<TContext> node, TContext context, PhaseReport report)
    {
        if (node.Phase is not IUndoablePhase<TContext> undoable)
        {
            return;
        }

        try
        {
            await undoable.UndoAsync(context, report);
        }
        catch (Exception error) when (ExpectedErrors.Includes(error))
        {
            report.Warn($"Phase \"{node.Path}\" could not take back what it did: {error.Message}");
        }
    }

    /// <summary>A phase without effects of its own (a check, a wait) counts as unchanged only while nothing before it changed.</summary>
    private string StatusOf(PhaseReport report)
    {
        var changes = report.Changes;
        var changed = changes.Any(c => c.Action != ChangeAction.Unchanged);
        return changed || (changes.Count == 0 && _results.Any(r => r.Status == PhaseStatus.Succeeded))
            ? PhaseStatus.Succeeded
            : PhaseStatus.Unchanged;
    }

    private PhaseResult Result(string path, string status, PhaseReport report, TimeSpan duration, string? message) => new()
    {
        Workflow = tree.Workflow,
        Phase = path,
        Status = status,
        Duration = duration,
        Changes = [.. report.Changes],
        Warnings = [.. report.Warnings],
        Left = [.. report.Left],
        Message = message,
    };

    private void Complete(PhaseResult result)
    {
        _results.Add(result);
        Recording?.Completed(result);
        observer.PhaseCompleted(result);
    }
}
