using System.Globalization;
using System.Security.Cryptography;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.History;

/// <summary>
/// Notes one run: a record that says Running while it goes on, so that one that was killed is known, and what it did in its place at the
/// end; and where it was asked for, each change in the operating system's log. Safe for use from several threads.
/// </summary>
internal sealed class RunRecording
{
    /// <summary>How many records a node keeps.</summary>
    public const int Kept = 100;

    private const int RandomBytes = 4;

    private readonly object _gate = new();
    private readonly INode _node;
    private readonly RunSubject _subject;
    private readonly KubeRun _begun;
    private readonly RunJournal? _journal;
    private readonly List<PhaseResult> _phases = [];
    private readonly long _start;
    private bool _hasEnded;
    private bool _hasWarned;

    private RunRecording(INode node, RunSubject subject)
    {
        var now = node.Clock.GetUtcNow().UtcDateTime;
        var sudo = node.System.GetEnvironmentVariable("SUDO_USER");
        (_node, _subject, _start) = (node, subject, node.Clock.GetTimestamp());
        _begun = new KubeRun
        {
            RunId = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmssfff'Z'}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomBytes)).ToLowerInvariant()}"),
            Workflow = subject.Workflow,
            RequestedPhases = [.. subject.RequestedPhases],
            NodeName = subject.NodeName,
            User = string.IsNullOrEmpty(sudo) ? node.System.UserName : sudo,
            Begun = now,
            Outcome = RunOutcome.Running,
            ModuleVersion = OwnVersion.Describe().ModuleVersion,
            KubernetesVersion = subject.FindVersion(),
            ProcessId = node.System.ProcessId,
        };
        _journal = subject.IsJournaled ? new RunJournal(node.Journal, _begun.RunId, subject) : null;
    }

    /// <summary>Begins to note a run.</summary>
    /// <param name="node">The node, in a dry run the one that only records: nothing is noted of it then.</param>
    /// <param name="subject">What the run is about.</param>
    /// <param name="observer">Is warned where the record cannot be written, which ends no run.</param>
    /// <exception cref="KubeadmException"><c>JournalNotFound</c>: the changes are to go to the operating system's log, and there is none.</exception>
    public static RunRecording Begin(INode node, RunSubject subject, IEngineObserver observer)
    {
        if (subject.IsJournaled)
        {
            node.Journal.Require();
        }

        var recording = new RunRecording(node, subject);
        recording.Save(recording._begun, observer);
        recording._journal?.Begin();
        return recording;
    }

    /// <summary>Notes a change as it happens.</summary>
    public void Changed(string phase, Change change)
    {
        lock (_gate)
        {
            _journal?.Changed(phase, RunDigests.WithoutSecrets(change));
        }
    }

    /// <summary>Notes what a phase did. Phases that nobody asked for are no part of a run of single ones.</summary>
    public void Completed(PhaseResult result)
    {
        if (_subject.RequestedPhases.Count > 0 && result.Status == PhaseStatus.Skipped)
        {
            return;
        }

        lock (_gate)
        {
            _phases.Add(new PhaseResult
            {
                Workflow = result.Workflow,
                Phase = result.Phase,
                Status = result.Status,
                Duration = result.Duration,
                Changes = [.. result.Changes.Select(RunDigests.WithoutSecrets)],
                Warnings = [.. result.Warnings.Select(SecretMask.Apply)],
                Left = [.. result.Left.Select(left => new Leftover(left.Target, SecretMask.Apply(left.Reason)))],
                Message = result.Message is { } message ? SecretMask.Apply(message) : null,
            });
        }
    }

    /// <summary>Notes that the run came to its end.</summary>
    public void Succeed(IEngineObserver observer) => End(RunOutcome.Succeeded, null, observer);

    /// <summary>Notes what ended the run.</summary>
    public void Fail(Exception error, IEngineObserver observer) =>
        End(error is OperationCanceledException ? RunOutcome.Stopped : RunOutcome.Failed, error is OperationCanceledException ? null : error, observer);

    private void End(string outcome, Exception? error, IEngineObserver observer)
    {
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            var run = Describe(outcome, error);
            _journal?.End(run);
            Save(run, observer);
            if (_journal?.Problem is { } problem)
            {
                observer.Warning($"Not all of run {run.RunId} is in the log of this machine: {problem.Message}");
            }
        }
    }

    private KubeRun Describe(string outcome, Exception? error) => new()
    {
        RunId = _begun.RunId,
        Workflow = _begun.Workflow,
        RequestedPhases = _begun.RequestedPhases,
        NodeName = _begun.NodeName,
        User = _begun.User,
        Begun = _begun.Begun,
        Duration = _node.Clock.GetElapsedTime(_start),
        Outcome = outcome,
        ErrorId = error switch
        {
            null => null,
            KubeadmException known => known.ErrorId,
            _ when FileErrors.IsFileError(error) => FileErrors.Of(error).ErrorId,
            _ => WorkflowException.Defect,
        },
        Message = error is null ? null : SecretMask.Apply(error.Message),
        ModuleVersion = _begun.ModuleVersion,
        KubernetesVersion = _subject.FindVersion(),
        ProcessId = _begun.ProcessId,
        Phases = [.. _phases],
    };

    /// <summary>That a record cannot be written is told once, at the begin: at the end it would be told again.</summary>
    private void Save(KubeRun run, IEngineObserver observer)
    {
        if (!_subject.ChangesNode)
        {
            return;
        }

        try
        {
            var own = RunFile.NameOf(run.RunId);
            _node.Runs.Save(own, RunFile.Write(run, _node.System.IdentityOf(run.ProcessId)));

            // Records of a time when the clock was ahead are newer than this one.
            foreach (var old in _node.Runs.Names().Where(name => name != own).Skip(Kept - 1))
            {
                _node.Runs.Delete(old);
            }
        }
        catch (Exception problem) when (ExpectedErrors.Includes(problem))
        {
            if (!_hasWarned)
            {
                _hasWarned = true;
                observer.Warning($"No record of this run is kept: {problem.Message}");
            }
        }
    }
}
