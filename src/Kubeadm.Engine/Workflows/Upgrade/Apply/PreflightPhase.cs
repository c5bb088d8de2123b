using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

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
        var configuration = (await context.GetNodeAsync(report, cancellationToken)).Configuration;
        var objects = await context.ConnectAsync(report, cancellationToken);
        var nodes = new ClusterNodes(objects);
        report.Info("[upgrade] Running cluster health checks");
        var checks = await UpgradeChecks.OfClusterAsync(context, nodes, report, cancellationToken);
        var verdicts = await context.Preflight.RunAsync(checks, cancellationToken);
        if (context.Preflight.StopsOnFailure && verdicts.Any(verdict => verdict.Outcome == PreflightOutcome.Failed))
        {
            // The run ends here, and a person is to know all that keeps it from being done.
            verdicts = [.. verdicts, .. await context.Preflight.RunAsync([UpgradeChecks.OfVersions(context, nodes, report)], cancellationToken)];
        }

        context.Preflight.Settle(verdicts, report);
        await EnforcePolicyAsync(context, configuration, nodes, report, cancellationToken);
        await context.Preflight.PullImagesAsync(configuration, context.Runtime, report, cancellationToken);
    }

    private static async Task EnforcePolicyAsync(
        UpgradeContext context, InitConfiguration configuration, ClusterNodes nodes, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = configuration.Cluster.KubernetesVersion;
        report.Info($"[upgrade/preflight] You have chosen to upgrade the cluster version to \"{target}\"");
        var versions = await UpgradeChecks.ReadVersionsAsync(context, nodes, report, cancellationToken);
        report.Info($"[upgrade/versions] Cluster version: {versions.Cluster.ToTag()}");
        report.Info($"[upgrade/versions] kubeadm version: {context.Ports.Releases.Current.Current.ToTag()}");
        foreach (var overruled in new UpgradePolicy(context.Ports.Releases).Enforce(versions, context.Settings.IsForced))
        {
            report.Warn($"Overruled: {overruled.Message}");
        }
    }
}
