using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A context that is ready for phases.</summary>
/// <typeparam name="TContext">What the phases of the workflow share.</typeparam>
/// <param name="Context">The context.</param>
/// <param name="DryRun">The dry run over whose ports it works; null when it works on the world.</param>
public sealed record OpenedContext<TContext>(TContext Context, IDryRun? DryRun = null);
