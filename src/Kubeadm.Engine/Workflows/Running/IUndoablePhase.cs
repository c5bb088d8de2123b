namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase that must not leave behind what it did when it fails or is cancelled in the middle.</summary>
/// <typeparam name="TContext">What the phase needs.</typeparam>
public interface IUndoablePhase<in TContext> : IPhase<TContext>
{
    /// <summary>Undoes what a run of the phase that failed or was cancelled has done. Must work from any point of that run.</summary>
    /// <param name="context">What the phases of the workflow share.</param>
    /// <param name="report">The report of the failed run.</param>
    Task UndoAsync(TContext context, PhaseReport report);
}
