using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Labels and taints the node as a control plane.</summary>
public sealed class MarkControlPlanePhase : Phase<IControlPlaneContext>
{
    /// <inheritdoc/>
    public override string Name => "mark-control-plane";

    /// <inheritdoc/>
    public override string Description => "Label and taint the node as a control plane";

    /// <inheritdoc/>
    public override async Task RunAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var registration = (await context.ConfigureAsync(report, cancellationToken)).Configuration.NodeRegistration;
        var cluster = await context.ConnectAsync(report, cancellationToken);
        var taints = registration.Taints ?? [];
        report.DryRunInfo($"[mark-control-plane] Would mark node {registration.Name} as a control-plane");
        report.Info($"[mark-control-plane] Marking the node {registration.Name} as control-plane by adding the labels: [{string.Join(' ', NodeMarks.ControlPlaneLabels)}]");
        if (taints.Count > 0)
        {
            report.Info($"[mark-control-plane] Marking the node {registration.Name} as control-plane by adding the taints [{string.Join(' ', taints.Select(Describe))}]");
        }

        report.Add(await NodeMarks.MarkControlPlaneAsync(cluster, registration.Name, taints, cancellationToken));
    }

    private static string Describe(Taint taint) =>
        taint.Value.Length == 0 ? $"{taint.Key}:{taint.Effect}" : $"{taint.Key}={taint.Value}:{taint.Effect}";
}
