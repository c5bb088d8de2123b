namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase that is a heading over others.</summary>
/// <typeparam name="TContext">What the phases share.</typeparam>
public abstract class PhaseGroup<TContext>(string name, string description, params IPhase<TContext>[] children) : Phase<TContext>
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override IReadOnlyList<IPhase<TContext>> Children => children;
}
