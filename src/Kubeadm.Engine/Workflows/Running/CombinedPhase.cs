namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A group of phases that a workflow has as one: they run in one go and cannot be chosen singly.</summary>
/// <typeparam name="TContext">What the phases need.</typeparam>
/// <param name="group">The group.</param>
public sealed class CombinedPhase<TContext>(IPhase<TContext> group) : Phase<TContext>
{
    /// <inheritdoc/>
    public override string Name => group.Name;

    /// <inheritdoc/>
    public override string Description => group.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => group.Aliases;

    /// <inheritdoc/>
    public override string? SkipReason(TContext context) => group.SkipReason(context);

    /// <inheritdoc/>
    public override async Task RunAsync(TContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        await group.RunAsync(context, report, cancellationToken);
        foreach (var part in group.Children)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.SkipReason(context) is { } reason)
            {
                report.Verbose($"{group.Name}/{part.Name}: {reason}");
                continue;
            }

            await part.RunAsync(context, report, cancellationToken);
        }
    }
}
