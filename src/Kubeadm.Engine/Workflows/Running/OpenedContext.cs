using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Workflows.Running;

/// <summary>A context that is ready for phases.</summary>
/// <typeparam name="TContext">What the phases of the workflow share.</typeparam>
/// <param name="Context">The context.</param>
/// <param name="DryRun">The dry run over whose ports it works; null when it works on the world.</param>
public sealed record OpenedContext<TContext>(TContext Context, IDryRun? DryRun = null);

/// <summary>Opens contexts over dry runs.</summary>
internal static class OpenedContext
{
    /// <summary>Opens a context over a dry run, which ends where that fails.</summary>
    /// <param name="dryRun">The dry run.</param>
    /// <param name="open">Creates the context over the recording ports.</param>
    public static OpenedContext<TContext> Over<TContext>(IDryRun dryRun, Func<EnginePorts, TContext> open)
    {
        try
        {
            return new OpenedContext<TContext>(open(dryRun.Ports), dryRun);
        }
        catch
        {
            dryRun.Discard();
            dryRun.Dispose();
            throw;
        }
    }
}
