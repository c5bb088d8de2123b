using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Labels and taints a node as a control plane.</summary>
internal static class ControlPlaneMark
{
    /// <summary>Does so, and says which labels and taints.</summary>
    public static async Task RunAsync(ApiObjects cluster, NodeRegistration registration, PhaseReport report, CancellationToken cancellationToken)
    {
        var node = registration.Name;
        var taints = registration.Taints ?? [];
        report.Info($"[mark-control-plane] Marking the node {node} as control-plane by adding the labels: [{string.Join(' ', NodeMarks.ControlPlaneLabels)}]");
        if (taints.Count > 0)
        {
            report.Info($"[mark-control-plane] Marking the node {node} as control-plane by adding the taints [{string.Join(' ', taints.Select(Describe))}]");
        }

        report.Add(await NodeMarks.MarkControlPlaneAsync(cluster, node, taints, cancellationToken).ConfigureAwait(false));
    }

    private static string Describe(Taint taint) =>
        taint.Value.Length == 0 ? $"{taint.Key}:{taint.Effect}" : $"{taint.Key}={taint.Value}:{taint.Effect}";
}
