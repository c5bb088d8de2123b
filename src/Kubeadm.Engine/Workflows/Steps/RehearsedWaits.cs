using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>The waits of a dry run, in which nothing was started.</summary>
internal sealed class RehearsedWaits : INodeWaits
{
    /// <inheritdoc/>
    public Task<bool> ForKubeletAsync(KubeletConfiguration kubelet, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info($"[dryrun] Would make sure the kubelet returns 'ok' at {KubeletHealth.EndpointOf(kubelet)}");
        return Task.FromResult(false);
    }

    /// <inheritdoc/>
    public Task ForControlPlaneAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        report.Info("[dryrun] Would wait for the control plane of this node");
        return Task.CompletedTask;
    }
}
