using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.PowerShell;

/// <summary>Discards everything, for work beside a command line that is still being typed.</summary>
internal sealed class SilentObserver : IWorkflowObserver
{
    /// <summary>The one there needs to be.</summary>
    public static SilentObserver Instance { get; } = new();

    /// <inheritdoc/>
    public void Info(string line)
    {
    }

    /// <inheritdoc/>
    public void Verbose(string message)
    {
    }

    /// <inheritdoc/>
    public void Warning(string message)
    {
    }

    /// <inheritdoc/>
    public void Progress(ProgressReport report)
    {
    }

    /// <inheritdoc/>
    public void PhaseCompleted(PhaseResult result)
    {
    }
}
