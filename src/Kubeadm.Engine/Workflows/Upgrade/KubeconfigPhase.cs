using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>
/// Has the kubelet of a control-plane node speak to that node's own API server, as it does since Kubernetes 1.33
/// (https://kep.k8s.io/4471): while nodes are upgraded a kubelet must not meet an API server that is older than itself.
/// </summary>
public sealed class KubeconfigPhase : Phase<UpgradeContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubeconfig";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Upgrade the kubeconfig files of this node";

    /// <inheritdoc/>
    public override bool IsHidden => true;

    /// <inheritdoc/>
    public override string SkipLine => "[upgrade/kubeconfig] Skipping phase. Not a control plane node.";

    /// <inheritdoc/>
    public override string? SkipReason(UpgradeContext context) => context.ReasonNotToBeControlPlane;

    /// <inheritdoc/>
    public override async Task RunAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configuration = (await context.GetNodeAsync(report, cancellationToken)).Configuration;
        var (shared, own) = (ControlPlaneEndpoint.Url(configuration), ControlPlaneEndpoint.LocalUrl(configuration.LocalApiEndpoint));
        var change = new KubeletKubeconfig(context.Node.Files).PointToServer(KubernetesPaths.KubeletKubeconfig, shared, own);
        if (change is not null)
        {
            report.Add(change);
            if (change.Action == ChangeAction.Update)
            {
                await context.Kubelet.RestartAsync(report, cancellationToken);
            }
        }

        report.Info("[upgrade/kubeconfig] The kubeconfig files for this node were successfully upgraded!");
    }
}
