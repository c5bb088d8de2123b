using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Labels and taints the node as a control plane.</summary>
public sealed class MarkControlPlanePhase() : ControlPlaneStep("mark-control-plane", "Label and taint the node as a control plane")
{
    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.IsDryRun)
        {
            report.Info($"[control-plane-join] Would mark node {context.Configuration.NodeRegistration.Name} as a control-plane");
        }

        await ControlPlaneMark.RunAsync(context.ConnectAsAdministrator(), context.Configuration.NodeRegistration, report, cancellationToken).ConfigureAwait(false);
    }
}
