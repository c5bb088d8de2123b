using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Hears what a workflow does while it does it. Called from any thread, never twice at the same time.</summary>
public interface IWorkflowObserver : IEngineObserver
{
    /// <summary>A phase ended or was skipped.</summary>
    void PhaseCompleted(PhaseResult result);
}
