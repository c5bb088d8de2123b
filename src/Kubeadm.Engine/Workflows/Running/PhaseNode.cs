namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A phase in its place.</summary>
/// <typeparam name="TContext">What the phases of the workflow share.</typeparam>
/// <param name="Path">Its path, for example <c>certs/apiserver</c>.</param>
/// <param name="AliasPaths">Other paths that mean it.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Parent">The phase that it is inside of; null for one of the first level.</param>
public sealed record PhaseNode<TContext>(string Path, IReadOnlyList<string> AliasPaths, IPhase<TContext> Phase, PhaseNode<TContext>? Parent)
{
    /// <summary>Why there is nothing to do: the reason of the outermost phase around it that has one, else its own; null when it should run.</summary>
    public string? SkipReason(TContext context) => Parent?.SkipReason(context) ?? Phase.SkipReason(context);
}
