using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade.Apply;

/// <summary>Upgrades the first control-plane node of a cluster and what the cluster keeps, as <c>kubeadm upgrade apply</c> does.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Hears what happens.</param>
public sealed class ApplyWorkflow(EnginePorts ports, IWorkflowObserver observer) : UpgradeWorkflow<UpgradeApplyRequest>(ports, observer)
{
    /// <inheritdoc/>
    protected override PhaseTree<UpgradeContext> Phases => ApplyPhases.Tree;

    private protected override bool StartsOnControlPlane => true;

    /// <summary>Lists the phases.</summary>
    public static IReadOnlyList<PhaseDescription> Describe() => ApplyPhases.Tree.Describe();

    /// <summary>Checks whether this machine, and with a version to go to its cluster, can be upgraded. The one write is the Job of the check of the cluster's health.</summary>
    /// <returns>The verdicts, in kubeadm's order; nothing fails for them.</returns>
    /// <exception cref="KubeadmException"><c>NotAControlPlane</c>: a version is named on another node; those of configurations and requests.</exception>
    public async Task<IReadOnlyList<PreflightCheck>> CheckAsync(UpgradeApplyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (configuration, findings) = await LoadAsync(request, Phases.Select([], []), cancellationToken);
        Observer.Warn(findings);
        UnfinishedEtcdRestore.Announce(Ports.Node.Files, Observer);
        await using var context = OpenLive(request, configuration);
        if (context.Settings.Version is not null)
        {
            Check(context);
        }

        return await context.Preflight.RunAsync(await UpgradeChecks.AllAsync(context, new PhaseReport(Observer), cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    protected override WorkflowChoices Choose(UpgradeApplyRequest request, UpgradeConfiguration configuration) =>
        new(request.SkippedOr(configuration.Apply.SkipPhases), configuration.Apply.DryRun.GetValueOrDefault());

    /// <inheritdoc/>
    protected override UpgradeSettings SettingsOf(UpgradeApplyRequest request, UpgradeConfiguration configuration) => UpgradeSettings.Of(request, configuration);

    /// <inheritdoc/>
    protected override void Check(UpgradeContext context)
    {
        base.Check(context);
        if (context.Settings.Version is null)
        {
            throw UpgradeErrors.VersionMissing();
        }

        if (!context.IsControlPlane)
        {
            var manifest = StaticPodComponents.ManifestPath(KubernetesPaths.ManifestsDirectory, ComponentNames.ApiServer);

            // One that may not be looked at is none of those that are not there.
            context.Node.Files.Stat(manifest);
            throw UpgradeErrors.NotAControlPlane(manifest);
        }
    }

    /// <inheritdoc/>
    protected override void SayFarewell(KubeUpgrade upgrade, PhaseReport report)
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        ArgumentNullException.ThrowIfNull(report);
        report.Info(
            $"\n[upgrade] SUCCESS! A control plane node of your cluster was upgraded to \"{upgrade.ToVersion}\".\n",
            "[upgrade/successful] Finished dryrunning successfully!");
        report.LiveInfo("[upgrade] Now please proceed with upgrading the rest of the nodes by following the right order.");
    }
}
