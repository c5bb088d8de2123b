using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell.Phases;

/// <summary>Hands on everything, and the result of each phase that was asked for as soon as the phase has ended.</summary>
/// <param name="observer">Receives everything.</param>
/// <param name="named">The paths of the phases that were asked for.</param>
/// <param name="emit">Receives the results, on the engine's thread.</param>
internal sealed class StreamedPhases(IWorkflowObserver observer, IReadOnlySet<string> named, Action<PhaseResult> emit) : IWorkflowObserver
{
    /// <inheritdoc/>
    public void Info(string line) => observer.Info(line);

    /// <inheritdoc/>
    public void Verbose(string message) => observer.Verbose(message);

    /// <inheritdoc/>
    public void Warning(string message) => observer.Warning(message);

    /// <inheritdoc/>
    public void Progress(ProgressReport report) => observer.Progress(report);

    /// <inheritdoc/>
    public void PhaseCompleted(PhaseResult result)
    {
        observer.PhaseCompleted(result);
        if (named.Contains(result.Phase))
        {
            emit(result);
        }
    }
}
