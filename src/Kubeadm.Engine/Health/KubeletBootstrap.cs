using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Health;

/// <summary>Waits for the kubelet's TLS bootstrap: until the cluster has signed its certificate.</summary>
/// <param name="node">The node.</param>
public sealed class KubeletBootstrap(INode node)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the kubelet's kubeconfig is there, and the certificate and key that it names.</summary>
    /// <param name="path">The kubelet's kubeconfig.</param>
    /// <param name="timeout">How long to wait; the configuration's <c>timeouts.tlsBootstrap</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException"><c>TlsBootstrapTimeout</c>: it was not so in time.</exception>
    public async Task WaitAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = node.Clock.GetTimestamp();
        while (KubeletIdentity.Find(node.Files, path) is null)
        {
            if (node.Clock.GetElapsedTime(start) > timeout)
            {
                throw HealthErrors.TlsBootstrapTimeout(path, timeout, await KubeletJournal.ReadAsync(node, cancellationToken));
            }

            await Task.Delay(Pause, node.Clock, cancellationToken);
        }
    }
}
