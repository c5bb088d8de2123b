using Kubeadm.Engine.Addons;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades.Planning;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Upgrades what every cluster has beside its control plane, on the control-plane node that is upgraded last: a kube-proxy must not be
/// newer than an API server (https://kubernetes.io/releases/version-skew-policy/).
/// </summary>
public sealed class AddonPhase() : PhaseGroup<UpgradeContext>(
    PhaseName,
    "Upgrade the addons that every cluster has",
    new OneAddonPhase(CoreDnsPhase.PhaseName, PlanComponents.CoreDns, cluster => cluster.Dns.Disabled, UpgradeCoreDnsAsync),
    new OneAddonPhase(KubeProxyPhase.PhaseName, ComponentNames.KubeProxy, cluster => cluster.Proxy.Disabled, UpgradeKubeProxyAsync))
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "addon";

    private static Task<AddonUpgrade> UpgradeCoreDnsAsync(
        UpgradeContext context, InitConfiguration configuration, ApiObjects objects, PhaseReport report, CancellationToken cancellationToken) =>
        CoreDnsAddon.UpgradeAsync(objects, CoreDnsPhase.SettingsOf(context, configuration.Cluster, report), report.Warn, cancellationToken);

    private static Task<AddonUpgrade> UpgradeKubeProxyAsync(
        UpgradeContext context, InitConfiguration configuration, ApiObjects objects, PhaseReport report, CancellationToken cancellationToken) =>
        KubeProxyAddon.UpgradeAsync(objects, KubeProxySettings.Of(configuration, context.Node.System), cancellationToken);

    /// <summary>One addon, on the last control-plane node.</summary>
    /// <param name="phase">The phase's name.</param>
    /// <param name="title">The addon's name for people.</param>
    /// <param name="isDisabled">Whether the configuration disables it.</param>
    /// <param name="upgrade">Upgrades it.</param>
    private sealed class OneAddonPhase(
        string phase,
        string title,
        Predicate<ClusterConfiguration> isDisabled,
        Func<UpgradeContext, InitConfiguration, ApiObjects, PhaseReport, CancellationToken, Task<AddonUpgrade>> upgrade) : Phase<UpgradeContext>
    {
        /// <inheritdoc/>
        public override string Name => phase;

        /// <inheritdoc/>
        public override string Description => $"Upgrade {title}";

        /// <inheritdoc/>
        public override string SkipLine => $"[upgrade/addon] Skipping the addon/{phase} phase.";

        /// <inheritdoc/>
        public override string? SkipReason(UpgradeContext context) => context.ReasonNotToBeControlPlane;

        /// <inheritdoc/>
        public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
        {
            var configuration = (await context.GetNodeAsync(report, cancellationToken)).Configuration;
            if (isDisabled(configuration.Cluster))
            {
                report.Info($"[upgrade/addon] Skipping the addon/{phase} phase. The addon is disabled.");
                return;
            }

            var objects = await context.ConnectAsync(report, cancellationToken);
            var manifest = new StaticPodReader(context.Node.Files, KubernetesPaths.ManifestsDirectory).Read(ComponentNames.ApiServer);
            var behind = await new ApiServerImages(objects).FindOthersAsync(configuration.NodeRegistration.Name, manifest, cancellationToken);
            if (behind.Count > 0)
            {
                report.Info($"[upgrade/addon] Skipping upgrade of addons because control plane instances [{string.Join(' ', behind)}] have not been upgraded");
                return;
            }

            var outcome = await upgrade(context, configuration, objects, report, cancellationToken);
            report.Add(outcome.Changes);
            if (outcome.Absence is { } absence)
            {
                report.Info($"[upgrade/addon] Skipping the addon/{phase} phase: {absence}");
                return;
            }

            foreach (var kept in outcome.Kept)
            {
                report.Verbose($"{title}: {kept} is as a person set it, and is kept.");
            }

            report.Info($"[addons] Applied essential addon: {title}");
        }
    }
}
