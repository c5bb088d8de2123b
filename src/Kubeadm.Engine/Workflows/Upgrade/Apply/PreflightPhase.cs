using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Upgrade.Apply;

/// <summary>Checks the machine, the cluster and the version that is gone to, then pulls the images of the control plane.</summary>
public sealed class PreflightPhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "preflight";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Check that the cluster can be upgraded, and pull the images of the control plane";

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[upgrade/preflight] Running preflight checks");
        var node = await context.GetNodeAsync(report, cancellationToken);
        var checks = new PreflightChecks(context.Ports.Observed, context.Runtime).ForUpgrade();
        context.Preflight.Settle(await context.Preflight.RunAsync(checks, cancellationToken), report);
        await context.Preflight.PullImagesAsync(node.Configuration, context.Runtime, report, cancellationToken);
    }
}
