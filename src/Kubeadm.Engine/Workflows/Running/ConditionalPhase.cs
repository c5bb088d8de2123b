namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase that a workflow has only under a condition of its own.</summary>
/// <typeparam name="TContext">What the condition looks at.</typeparam>
/// <param name="phase">The phase.</param>
/// <param name="reasonToSkip">Why there is nothing to do in a context; null when the phase's own reasons count.</param>
public sealed class ConditionalPhase<TContext>(IPhase<TContext> phase, Func<TContext, string?> reasonToSkip) : IPhase<TContext>
{
    /// <inheritdoc/>
    public string Name => phase.Name;

    /// <inheritdoc/>
    public string Description => phase.Description;

    /// <inheritdoc/>
    public IReadOnlyList<string> Aliases => phase.Aliases;

    /// <inheritdoc/>
    public bool IsHidden => phase.IsHidden;

    /// <inheritdoc/>
    public IReadOnlyList<IPhase<TContext>> Children => phase.Children;

    /// <inheritdoc/>
    public IReadOnlyList<string> DependsOn => phase.DependsOn;

    /// <inheritdoc/>
    public string? SkipLine => phase.SkipLine;

    /// <inheritdoc/>
    public string? SkipReason(TContext context) => reasonToSkip(context) ?? phase.SkipReason(context);

    /// <inheritdoc/>
    public Task RunAsync(TContext context, PhaseReport report, CancellationToken cancellationToken) => phase.RunAsync(context, report, cancellationToken);
}
