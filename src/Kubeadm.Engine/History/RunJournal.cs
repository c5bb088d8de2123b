using System.Globalization;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.History;

/// <summary>Sends what a run does to the operating system's log, as it happens. A log that takes no more is left alone: it is no reason to end a run.</summary>
/// <param name="journal">The log.</param>
/// <param name="runId">The run's identifier.</param>
/// <param name="subject">What it is about.</param>
internal sealed class RunJournal(IJournal journal, string runId, RunSubject subject)
{
    private const string OutcomeField = "KUBEADM_OUTCOME";

    /// <summary>Why the log takes no more; null while it does.</summary>
    public KubeadmException? Problem { get; private set; }

    /// <summary>Tells that the run begins.</summary>
    public void Begin() => Send(new JournalEntry($"{subject.Workflow} of {subject.NodeName} begins"), [new(OutcomeField, RunOutcome.Running)]);

    /// <summary>Tells of a change; not of what was as wanted already.</summary>
    /// <param name="phase">The phase that made it.</param>
    /// <param name="change">The change, without what must not be kept.</param>
    public void Changed(string phase, Change change)
    {
        if (change.Action == ChangeAction.Unchanged)
        {
            return;
        }

        List<KeyValuePair<string, string>> fields =
        [
            new("KUBEADM_PHASE", phase), new("KUBEADM_ACTION", change.Action), new("KUBEADM_KIND", change.Kind), new("KUBEADM_TARGET", change.Target),
        ];
        if (change.NewDigest is { } digest)
        {
            fields.Add(new("KUBEADM_DIGEST", digest));
        }

        Send(new JournalEntry($"{phase}: {change}"), fields);
    }

    /// <summary>Tells how the run ended.</summary>
    public void End(KubeRun run)
    {
        var level = run.Outcome switch
        {
            RunOutcome.Failed => JournalLevel.Error,
            RunOutcome.Stopped => JournalLevel.Warning,
            _ => JournalLevel.Information,
        };
        var counts = string.Create(CultureInfo.InvariantCulture, $"{run.ChangeCount} changed, {run.UnchangedCount} as wanted");
        List<KeyValuePair<string, string>> fields = [new(OutcomeField, run.Outcome)];
        if (run.ErrorId is { } id)
        {
            fields.Add(new("KUBEADM_ERROR_ID", id));
        }

        Send(new JournalEntry($"{run.Workflow} of {run.NodeName} ended: {run.Outcome}, {counts}{(run.Message is null ? "" : $": {run.Message}")}", level), fields);
    }

    private void Send(JournalEntry entry, List<KeyValuePair<string, string>> fields)
    {
        if (Problem is not null)
        {
            return;
        }

        try
        {
            journal.Send(entry with { Fields = [new("KUBEADM_RUN_ID", runId), new("KUBEADM_WORKFLOW", subject.Workflow), .. fields] });
        }
        catch (KubeadmException problem)
        {
            Problem = problem;
        }
    }
}
