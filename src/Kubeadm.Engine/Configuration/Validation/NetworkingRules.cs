using System.Globalization;
using System.Net;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Configuration.Validation;

/// <summary>Rules for the ranges of services and Pods.</summary>
internal sealed class NetworkingRules(FindingCollector findings)
{
    private const string ServiceField = "networking.serviceSubnet";
    private const string PodField = "networking.podSubnet";

    /// <summary>The tenth address is the DNS service's.</summary>
    private const int MinimumServiceAddresses = 10;

    private const int MinimumPodAddresses = 14;

    /// <summary>The API server keeps a bitmap of a range of services in etcd.</summary>
    private const int MaximumServiceBits = 20;

    /// <summary>The controller manager keeps a bitmap of node ranges in memory.</summary>
    private const int MaximumNodeRangeBits = 16;

    private static readonly Subnet SiteLocal = new(new IPAddress([0xfe, 0xc0, .. new byte[14]]), 10);

    public void Check(ClusterConfiguration cluster)
    {
        if (cluster.Networking.ServiceSubnet.Length > 0)
        {
            foreach (var subnet in Read(cluster.Networking.ServiceSubnet, MinimumServiceAddresses, ServiceField))
            {
                CheckServiceSize(subnet);
            }
        }

        if (cluster.Networking.PodSubnet.Length > 0)
        {
            var subnets = Read(cluster.Networking.PodSubnet, MinimumPodAddresses, PodField);
            if (Argument(cluster, "allocate-node-cidrs") != "false")
            {
                foreach (var subnet in subnets)
                {
                    CheckNodeRanges(subnet, cluster);
                }
            }
        }
    }

    private IReadOnlyList<Subnet> Read(string text, int minimum, string field)
    {
        if (!Subnets.TryParse(text, out var subnets))
        {
            findings.Error(field, $"'{text}' is not a range such as 10.96.0.0/12, or two of both families joined with a comma");
            return [];
        }

        if (subnets.Count > 2 || (subnets.Count == 2 && subnets[0].IsIPv6 == subnets[1].IsIPv6))
        {
            findings.Error(field, $"'{text}' must be one range, or two of which one is IPv4 and one is IPv6");
        }

        foreach (var subnet in subnets)
        {
            if (subnet.Size < minimum)
            {
                findings.Error(field, $"{subnet} has {subnet.Size} addresses; at least {minimum} are needed");
            }

            if (SiteLocal.Contains(subnet.Address) || subnet.Contains(SiteLocal.Address))
            {
                findings.Warn(field, $"{subnet} has IPv6 site-local addresses (fec0::/10), which RFC 3879 deprecates");
            }
        }

        return subnets;
    }

    private void CheckServiceSize(Subnet subnet)
    {
        if (subnet.Bits - subnet.PrefixLength > MaximumServiceBits)
        {
            findings.Error(ServiceField, $"{subnet} is too large: the prefix of an IPv{(subnet.IsIPv6 ? 6 : 4)} range of services must be at least {subnet.Bits - MaximumServiceBits}");
        }
    }

    private void CheckNodeRanges(Subnet subnet, ClusterConfiguration cluster)
    {
        var name = subnet.IsIPv6 ? "node-cidr-mask-size-ipv6" : "node-cidr-mask-size-ipv4";
        var nodePrefix = subnet.IsIPv6 ? 64 : 24;
        var asked = Argument(cluster, name);
        if (asked.Length > 0 && !int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out nodePrefix))
        {
            findings.Error(PodField, $"{subnet} cannot be shared out: the controller manager's argument {name} is '{asked}', which is no number");
        }
        else if (subnet.PrefixLength > nodePrefix)
        {
            findings.Error(PodField, $"{subnet} is smaller than the range of one node, which has the prefix {nodePrefix}");
        }
        else if (nodePrefix - subnet.PrefixLength > MaximumNodeRangeBits)
        {
            findings.Error(PodField, $"{subnet} has room for too many nodes: its prefix may be at most {MaximumNodeRangeBits} shorter than that of a node's range, {nodePrefix}");
        }
    }

    /// <summary>The value of the controller manager's argument; the last one counts.</summary>
    private static string Argument(ClusterConfiguration cluster, string name) =>
        cluster.ControllerManager.ExtraArgs.FindLast(argument => argument.Name == name)?.Value ?? "";
}
