using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade.Apply;

/// <summary>Gives joining nodes, kubelets and API servers the rights that the new version relies on.</summary>
public sealed class BootstrapTokenPhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "bootstrap-token";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Upgrade the rights of bootstrap tokens, of kubelets, and to the cluster-info ConfigMap";

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.ConnectAsync(report, cancellationToken);
        report.Info(
            "[upgrade/bootstrap-token] Configuring bootstrap token and cluster-info RBAC rules",
            "[dryrun] Would configure bootstrap token and cluster-info RBAC rules");
        report.Add(await NodeBootstrapRights.EnsureAsync(cluster, cancellationToken));
        report.Add(await ClusterInfo.EnsureRightsAsync(cluster, cancellationToken));
    }
}
