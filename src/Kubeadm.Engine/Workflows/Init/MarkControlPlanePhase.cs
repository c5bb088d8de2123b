using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Labels and taints the node as a control plane.</summary>
public sealed class MarkControlPlanePhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "mark-control-plane";

    /// <inheritdoc/>
    public override string Description => "Label and taint the node as a control plane";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken).ConfigureAwait(false);
        await ControlPlaneMark.RunAsync(cluster, context.Configuration.NodeRegistration, report, cancellationToken).ConfigureAwait(false);
    }
}
