using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Labels and taints the node as a control plane.</summary>
public sealed class MarkControlPlanePhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "mark-control-plane";

    /// <inheritdoc/>
    public override string Description => "Label and taint the node as a control plane";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken).ConfigureAwait(false);
        var node = context.Configuration.NodeRegistration.Name;
        var taints = context.Configuration.NodeRegistration.Taints ?? [];
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
