using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Health;

/// <summary>Waits for this node's kubelet.</summary>
/// <param name="node">The node.</param>
/// <param name="ask">Asks the kubelet once; null means over the network.</param>
public sealed class KubeletHealth(INode node, Func<Uri, CancellationToken, Task<HealthAnswer>>? ask = null)
{
    private const string DefaultAddress = "127.0.0.1";

    /// <summary>Where the kubelet tells its health; null when its configuration turns that off with port 0.</summary>
    public static Uri? EndpointOf(KubeletConfiguration kubelet)
    {
        var port = kubelet.HealthzPort ?? ComponentPorts.KubeletHealth;
        var address = kubelet.HealthzBindAddress.Length > 0 ? kubelet.HealthzBindAddress : DefaultAddress;
        return port == 0 ? null : new UriBuilder("http", address, port, "healthz").Uri;
    }

    /// <summary>Waits until the kubelet is healthy.</summary>
    /// <param name="kubelet">Its configuration, which tells address and port.</param>
    /// <param name="timeout">How long to wait; the configuration's <c>timeouts.kubeletHealthCheck</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How long it took; null when the kubelet does not tell its health.</returns>
    /// <exception cref="KubeadmException"><c>KubeletNotReady</c>: it was not healthy in time.</exception>
    public async Task<ComponentHealth?> WaitAsync(KubeletConfiguration kubelet, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (EndpointOf(kubelet) is not { } url)
        {
            return null;
        }

        using var client = new LocalHealthClient();
        var health = await new HealthPoll(ask ?? client.AskAsync, node.Clock).WaitAsync(ComponentNames.Kubelet, url, timeout, cancellationToken);
        return health.IsHealthy
            ? health
            : throw HealthErrors.KubeletNotReady(health, await KubeletJournal.ReadAsync(node, cancellationToken), node.System.IsWindows);
    }
}
