using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>Cancels the run when a phase has ended.</summary>
internal sealed class StoppingObserver(CancellationTokenSource source, string phase) : IWorkflowObserver
{
    public void Info(string line)
    {
    }

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(ProgressReport report)
    {
    }

    public void PhaseCompleted(PhaseResult result)
    {
        if (result.Phase == phase)
        {
            source.Cancel();
        }
    }
}
