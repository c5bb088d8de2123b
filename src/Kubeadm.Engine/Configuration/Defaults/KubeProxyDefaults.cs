using System.Net.Sockets;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>What kubeadm sets in kube-proxy's configuration.</summary>
internal static class KubeProxyDefaults
{
    private const string Kubeconfig = "/var/lib/kube-proxy/kubeconfig.conf";

    /// <summary>Completes a configuration for a cluster whose first API server has the given endpoint; warns of values that are not the recommended ones.</summary>
    public static void Apply(KubeProxyConfiguration proxy, ClusterConfiguration cluster, ApiEndpoint endpoint, FindingCollector findings)
    {
        var defaults = new ComponentDefault("KubeProxyConfiguration", findings);
        var isIPv4 = AddressText.TryParse(endpoint.AdvertiseAddress, out var address) && address.AddressFamily == AddressFamily.InterNetwork;

        // kube-proxy takes the node's address from the field and binds nothing to it: 0.0.0.0 and :: both mean that it looks for it.
        var unspecified = isIPv4 ? "0.0.0.0" : "::";
        proxy.BindAddress = proxy.BindAddress is "0.0.0.0" or "::" ? proxy.BindAddress : defaults.Text("bindAddress", proxy.BindAddress, unspecified);
        if (cluster.Networking.PodSubnet.Length > 0)
        {
            proxy.ClusterCidr = defaults.Text("clusterCIDR", proxy.ClusterCidr, cluster.Networking.PodSubnet);
        }

        proxy.ClientConnection.Kubeconfig = defaults.Text("clientConnection.kubeconfig", proxy.ClientConnection.Kubeconfig, Kubeconfig);
    }
}
