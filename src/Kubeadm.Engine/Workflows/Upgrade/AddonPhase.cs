using Kubeadm.Engine.ClusterObjects;
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
    new LastNodePhase(new CoreDnsPhase(), "coredns"),
    new LastNodePhase(new KubeProxyPhase(), "kube-proxy"))
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "addon";

    /// <summary>An addon's phase, on the last control-plane node.</summary>
    private sealed class LastNodePhase(IPhase<IControlPlaneContext> addon, string name) : Phase<UpgradeContext>
    {
        /// <inheritdoc/>
        public override string Name => name;

        /// <inheritdoc/>
        public override string Description => $"Upgrade the addon {name}";

        /// <inheritdoc/>
        public override string SkipLine => $"[upgrade/addon] Skipping the addon/{name} phase.";

        /// <inheritdoc/>
        public override string? SkipReason(UpgradeContext context) => context.ReasonNotToBeControlPlane ?? addon.SkipReason(context);

        /// <inheritdoc/>
        public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
        {
            var node = await context.GetNodeAsync(report, cancellationToken);
            var objects = await context.ConnectAsync(report, cancellationToken);
            if (addon.SkipReason(context) is { } reason)
            {
                report.Info($"[upgrade/addon] Skipping the addon/{name} phase: {reason}");
                return;
            }

            var behind = await new ApiServerImages(objects).FindOthersAsync(node.Configuration.NodeRegistration.Name, cancellationToken);
            if (behind.Count > 0)
            {
                report.Info($"[upgrade/addon] Skipping upgrade of addons because control plane instances [{string.Join(' ', behind)}] have not been upgraded");
                return;
            }

            await addon.RunAsync(context, report, cancellationToken);
        }
    }
}
