using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Upgrades the control plane of this node.</summary>
public sealed class ControlPlanePhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "control-plane";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Upgrade the control plane of this node";

    /// <inheritdoc/>
    public override string SkipLine => "[upgrade/control-plane] Skipping phase. Not a control plane node.";

    /// <inheritdoc/>
    public override string? SkipReason(UpgradeContext context) => context.ReasonNotToBeControlPlane;

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await context.GetNodeAsync(report, cancellationToken);
        var version = node.Configuration.Cluster.KubernetesVersion;
        report.Info(
            $"[upgrade/control-plane] Upgrading your static Pod-hosted control plane to version \"{version}\"...",
            $"[dryrun] Would upgrade your static Pod-hosted control plane to version \"{version}\"");
        await new ControlPlaneUpgrade(context, node, report).RunAsync(cancellationToken);
        report.Info("[upgrade/control-plane] The control plane instance for this node was successfully upgraded!");
    }
}
