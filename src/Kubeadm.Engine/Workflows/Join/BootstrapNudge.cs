using System.Net;
using k8s;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>
/// Starts the kubelet of a control plane again as soon as its API server lets it in. It asks this node's own API server for its
/// certificate, which comes up long after the kubelet does, and by then waits for seconds between two attempts.
/// </summary>
internal static class BootstrapNudge
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <summary>Waits for the API server, and starts the kubelet again if it has no certificate a moment later.</summary>
    /// <param name="context">The node, a control plane.</param>
    /// <param name="target">The cluster.</param>
    /// <param name="report">Receives the restart.</param>
    /// <param name="cancellationToken">Ends the wait, without an error: the kubelet has its certificate, or the time is up.</param>
    public static async Task RunAsync(JoinContext context, JoinTarget target, PhaseReport report, CancellationToken cancellationToken)
    {
        try
        {
            var api = context.Connect(target.Bootstrap.ToBytes(), new Uri(ControlPlaneEndpoint.LocalUrl(target.Configuration.LocalApiEndpoint)), cancellationToken);
            while (!await LetsInAsync(api, context.NodeName, cancellationToken))
            {
                await Task.Delay(Pause, context.Node.Clock, cancellationToken);
            }

            await Task.Delay(Grace, context.Node.Clock, cancellationToken);
            if (context.FindIdentity(target) is null)
            {
                report.Verbose("[kubelet-start] The API server of this node lets the kubelet in; starting the kubelet again, so that it asks at once");

                // A restart that is cut off could leave it stopped.
                await context.Kubelet.RestartAsync(report, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // There is nobody to nudge any more.
        }
    }

    /// <summary>Any answer to the token will do but that it is not known, as it is for a moment after the start.</summary>
    private static async Task<bool> LetsInAsync(IKubernetes api, string nodeName, CancellationToken cancellationToken)
    {
        try
        {
            await api.CoreV1.ReadNodeAsync(nodeName, cancellationToken: cancellationToken);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return ApiErrors.StatusOf(error) is HttpStatusCode.NotFound;
        }
    }
}
