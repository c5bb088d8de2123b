using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Waits until this node's control plane is up.</summary>
public sealed class WaitControlPlanePhase() : ControlPlaneStep("wait-control-plane", "Wait for the control plane to start")
{
    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.IsDryRun)
        {
            report.Info("[dryrun] Would wait for the control plane of this node");
            return;
        }

        var address = context.Configuration.ControlPlane!.LocalApiEndpoint.AdvertiseAddress;
        await new ComponentWait(context, context.Configuration.Timeouts)
            .ForControlPlaneAsync(address, context.ConnectToOwnApiServer(), report, cancellationToken)
            .ConfigureAwait(false);
    }
}
