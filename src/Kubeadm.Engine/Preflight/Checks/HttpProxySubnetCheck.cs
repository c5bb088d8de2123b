using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Preflight.Checks;

/// <summary>Whether connections to Services or Pods would go through a proxy.</summary>
public sealed class HttpProxySubnetCheck(INodeSystem system, string subnet)
    : NodeCheck(CheckName, "Add the range to NO_PROXY.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "HTTPProxyCIDR";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (!Subnet.TryParse(subnet, out var range))
        {
            findings.Fail($"\"{subnet}\" is not a range of addresses");
        }
        else if (range.AddressAt(1) is not { } first || ServerUrl.OnAnyPort(first.ToString()) is not { } server)
        {
            findings.Fail($"\"{subnet}\" has no address besides its first");
        }
        else if (ProxySettings.Read(system).ProxyFor(server) is { } proxy)
        {
            findings.Warn($"connections to {subnet} go through the proxy {proxy}; the cluster may not work so");
        }

        return Task.CompletedTask;
    }
}
