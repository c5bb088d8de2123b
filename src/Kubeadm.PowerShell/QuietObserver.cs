using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell;

/// <summary>Hands on everything but what is said of how it goes on, for work that is not what was asked for itself.</summary>
internal sealed class QuietObserver(IWorkflowObserver observer) : IWorkflowObserver
{
    /// <inheritdoc/>
    public void Info(string line) => observer.Verbose(line);

    /// <inheritdoc/>
    public void Verbose(string message) => observer.Verbose(message);

    /// <inheritdoc/>
    public void Warning(string message) => observer.Warning(message);

    /// <inheritdoc/>
    public void Progress(ProgressReport report)
    {
        // It would tell of steps that are only tried out.
    }

    /// <inheritdoc/>
    public void PhaseCompleted(PhaseResult result)
    {
        // The results of work that only serves another result are of no interest.
    }
}
