using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Records what a phase does while it runs, and passes lines on to the observer. Safe for use from several threads.</summary>
/// <param name="observer">Receives everything at once.</param>
/// <param name="isDryRun">Whether the run only records, which is said in other words.</param>
public sealed class PhaseReport(IEngineObserver observer, bool isDryRun = false) : IEngineObserver
{
    private readonly List<Change> _changes = [];
    private readonly List<string> _warnings = [];
    private readonly List<Leftover> _left = [];
    private readonly Dictionary<int, ProgressReport> _open = [];
    private readonly object _gate = new();

    /// <summary>The number of the work that the phase is a part of; null for a phase by itself.</summary>
    public int? ProgressParent { get; init; }

    /// <summary>Called with each effect as it is recorded.</summary>
    public Action<Change>? OnChange { get; init; }

    /// <summary>The effects so far, in order.</summary>
    public IReadOnlyList<Change> Changes => Snapshot(_changes);

    /// <summary>The warnings so far, in order.</summary>
    public IReadOnlyList<string> Warnings => Snapshot(_warnings);

    /// <summary>What was left so far, in order.</summary>
    public IReadOnlyList<Leftover> Left => Snapshot(_left);

    /// <summary>Records an effect.</summary>
    public void Add(Change change)
    {
        lock (_gate)
        {
            _changes.Add(change);
            observer.Verbose(change.ToString());
            OnChange?.Invoke(change);
        }
    }

    /// <summary>Records effects.</summary>
    public void Add(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
        {
            Add(change);
        }
    }

    /// <summary>Records what is left for a person to look at.</summary>
    public void Leave(Leftover leftover)
    {
        lock (_gate)
        {
            _left.Add(leftover);
        }
    }

    /// <summary>Reports a line of the kind kubeadm prints.</summary>
    public void Info(string line)
    {
        lock (_gate)
        {
            observer.Info(line);
        }
    }

    /// <summary>Reports a line of the kind kubeadm prints, or in a dry run another.</summary>
    /// <param name="line">What is done.</param>
    /// <param name="dryRunLine">What would be done.</param>
    public void Info(string line, string dryRunLine) => Info(isDryRun ? dryRunLine : line);

    /// <summary>Reports a line that only a dry run has.</summary>
    public void DryRunInfo(string line)
    {
        if (isDryRun)
        {
            Info(line);
        }
    }

    /// <summary>Reports a line that a dry run does not have.</summary>
    public void LiveInfo(string line)
    {
        if (!isDryRun)
        {
            Info(line);
        }
    }

    /// <summary>Reports a detail.</summary>
    public void Verbose(string message)
    {
        lock (_gate)
        {
            observer.Verbose(message);
        }
    }

    /// <summary>Records a warning and passes it on.</summary>
    public void Warn(string message)
    {
        lock (_gate)
        {
            _warnings.Add(message);
            observer.Warning(message);
        }
    }

    /// <inheritdoc/>
    void IEngineObserver.Warning(string message) => Warn(message);

    /// <summary>Reports how far a longer piece of work is.</summary>
    public void Progress(ProgressReport report)
    {
        lock (_gate)
        {
            var placed = report with { ParentId = report.ParentId ?? ProgressParent };
            _open[report.Id] = placed;
            if (report.IsCompleted)
            {
                _open.Remove(report.Id);
            }

            observer.Progress(placed);
        }
    }

    /// <summary>Ends the work that was reported and whose end was not.</summary>
    internal void EndProgress()
    {
        lock (_gate)
        {
            foreach (var report in _open.Values)
            {
                observer.Progress(report with { IsCompleted = true });
            }

            _open.Clear();
        }
    }

    private List<T> Snapshot<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
