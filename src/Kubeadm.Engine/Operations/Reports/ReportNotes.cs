using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Operations.Reports;

/// <summary>Keeps the warnings for the report, which is where they are read; what happens otherwise is said as a detail.</summary>
/// <param name="observer">Hears the details.</param>
internal sealed class ReportNotes(IEngineObserver observer) : IWorkflowObserver
{
    private readonly List<string> _warnings = [];

    /// <summary>The warnings, each once.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_warnings)
            {
                return [.. _warnings.Distinct()];
            }
        }
    }

    /// <inheritdoc/>
    public void Info(string line) => observer.Verbose(line);

    /// <inheritdoc/>
    public void Verbose(string message) => observer.Verbose(message);

    /// <inheritdoc/>
    public void Warning(string message)
    {
        lock (_warnings)
        {
            _warnings.Add(WithoutOrigin(message));
        }
    }

    /// <inheritdoc/>
    public void Progress(ProgressReport report) => observer.Progress(report);

    /// <inheritdoc/>
    public void PhaseCompleted(PhaseResult result)
    {
        // No workflow is run.
    }

    /// <summary>kubeadm's lines begin with a command or phase in brackets, which is not the reader's.</summary>
    private static string WithoutOrigin(string message) =>
        message.StartsWith('[') && message.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? message[(end + 2)..] : message;
}
