namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase without children, aliases and needs, until it says otherwise.</summary>
/// <typeparam name="TContext">What the phase needs.</typeparam>
public abstract class Phase<TContext> : IPhase<TContext>
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <inheritdoc/>
    public virtual bool IsHidden => false;

    /// <inheritdoc/>
    public virtual IReadOnlyList<IPhase<TContext>> Children => [];

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> DependsOn => [];

    /// <inheritdoc/>
    public virtual string? SkipLine => null;

    /// <inheritdoc/>
    public virtual string? SkipReason(TContext context) => null;

    /// <inheritdoc/>
    public virtual Task RunAsync(TContext context, PhaseReport report, CancellationToken cancellationToken) => Task.CompletedTask;
}
