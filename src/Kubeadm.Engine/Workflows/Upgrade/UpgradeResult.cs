using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>Describes the node that a run upgraded.</summary>
internal static class UpgradeResult
{
    /// <summary>Puts together what a caller needs next.</summary>
    public static KubeUpgrade Describe(
        WorkflowSession<UpgradeContext> session, UpgradedNode node, IReadOnlyList<PhaseResult> results, IReadOnlyList<string> nextSteps, TimeSpan duration)
    {
        var (context, cluster) = (session.Context, node.Configuration.Cluster);
        var name = node.Configuration.NodeRegistration.Name;
        return new KubeUpgrade
        {
            NodeName = name,
            ClusterName = cluster.ClusterName,
            IsControlPlane = context.IsControlPlane,
            FromVersion = node.From,
            ToVersion = cluster.KubernetesVersion,
            Backups = [.. context.Backups],
            NextSteps = [.. nextSteps],
            Phases = [.. results],
            DryRun = session.IsDryRun,
            DryRunPath = session.DryRunFolder?.Path,
            Duration = duration,
        };
    }
}
