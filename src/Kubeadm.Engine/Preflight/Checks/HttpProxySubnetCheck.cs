using System.Net;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether connections to Services or Pods would go through a proxy.</summary>
public sealed class HttpProxySubnetCheck(INodeSystem system, string subnet)
    : NodeCheck("HTTPProxyCIDR", "Add the range to NO_PROXY.")
{
    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!IPNetwork.TryParse(subnet, out var network))
        {
            findings.Fail($"\"{subnet}\" is not a range of addresses");
        }
        else if (ProxySettings.Read(system).ProxyFor(FirstHost(network).ToString()) is { } proxy)
        {
            findings.Warn($"connections to {subnet} go through the proxy {proxy}; the cluster may not work so");
        }

        return Task.CompletedTask;
    }

    private static IPAddress FirstHost(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        bytes[^1]++;
        return new IPAddress(bytes);
    }
}
