using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Waits for what runs on a node. In a dry run nothing runs, and what would be waited for is said.</summary>
public interface INodeWaits
{
    /// <summary>Waits for the kubelet.</summary>
    /// <returns>Whether there is one: false in a dry run.</returns>
    /// <exception cref="KubeadmException"><c>KubeletNotReady</c>.</exception>
    Task<bool> ForKubeletAsync(KubeletConfiguration kubelet, PhaseReport report, CancellationToken cancellationToken);

    /// <summary>Waits for the API server, the controller manager and the scheduler.</summary>
    /// <param name="context">The node.</param>
    /// <param name="report">Receives how long each took.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>ControlPlaneNotReady</c>.</exception>
    Task ForControlPlaneAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken);
}
