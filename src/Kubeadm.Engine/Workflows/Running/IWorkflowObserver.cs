using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>Receives what a workflow does while it runs. Called from any thread, never twice at the same time.</summary>
public interface IWorkflowObserver : IEngineObserver
{
    /// <summary>A phase ended or was skipped.</summary>
    void PhaseCompleted(PhaseResult result);
}
