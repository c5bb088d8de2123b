using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Waits until the kubelet has brought this node's control plane up.</summary>
/// <param name="waitsForKubelet">Whether the kubelet is waited for first: where no earlier phase of the workflow has done so.</param>
public sealed class WaitControlPlanePhase(bool waitsForKubelet) : Phase<IControlPlaneContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "wait-control-plane";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Wait for the control plane to start";

    /// <inheritdoc/>
    public override async Task RunAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (!waitsForKubelet || await IsKubeletUpAsync(context, report, cancellationToken))
        {
            await context.Waits.ForControlPlaneAsync(context, report, cancellationToken);
        }
    }

    private static async Task<bool> IsKubeletUpAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods from directory \"{KubernetesPaths.ManifestsDirectory}\"");
        report.Progress(new ProgressReport(NodeWaits.Activity, ComponentNames.Kubelet, -1));
        var node = await context.ConfigureAsync(report, cancellationToken);
        var kubelet = await node.KubeletFiles.ConfigureAsync(cancellationToken);
        return await context.Waits.ForKubeletAsync(kubelet, report, cancellationToken);
    }
}
