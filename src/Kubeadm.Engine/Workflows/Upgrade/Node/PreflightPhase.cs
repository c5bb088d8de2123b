using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade.Node;

/// <summary>Checks the machine, then pulls the images of its control plane if it has one.</summary>
public sealed class PreflightPhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "preflight";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Check that the node can be upgraded, and pull the images of its control plane";

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[upgrade/preflight] Running pre-flight checks");
        var node = await context.GetNodeAsync(report, cancellationToken);
        var checks = await UpgradeChecks.OfNodeAsync(context, report, cancellationToken);
        context.Preflight.Settle(await context.Preflight.RunAsync(checks, cancellationToken), report);
        if (context.IsControlPlane)
        {
            await context.Preflight.PullImagesAsync(node.Configuration, context.Runtime, report, cancellationToken);
        }
        else
        {
            report.Info("[upgrade/preflight] Skipping prepull. Not a control plane node.");
        }
    }
}
