using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Discards everything: for work beside a command line that is still being typed, and for looks of which nobody is told.</summary>
public sealed class SilentObserver : IWorkflowObserver
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
