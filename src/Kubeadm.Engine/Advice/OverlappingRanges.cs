using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Advice;

/// <summary>Ranges of Pods, of Services and the node's own network that have addresses in common: packets for one go to the other.</summary>
internal sealed class OverlappingRanges : IAdviceRule
{
    private const string PodField = "networking.podSubnet";
    private const string ServiceField = "networking.serviceSubnet";

    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        if (subject.Init is not { } init)
        {
            return;
        }

        var (pods, services) = (Read(init.Cluster.Networking.PodSubnet), Read(init.Cluster.Networking.ServiceSubnet));
        foreach (var (pod, service) in pods.SelectMany(pod => services.Where(pod.Overlaps).Select(service => (pod, service))))
        {
            findings.Advise(PodField, $"{pod} overlaps the range of Services, {service}: Pods with an address of both cannot be reached; choose ranges apart");
        }

        if (NodeNetwork(subject, init.LocalApiEndpoint) is { } network)
        {
            WarnOfNetwork(pods, network, PodField, findings);
            WarnOfNetwork(services, network, ServiceField, findings);
        }
    }

    private static void WarnOfNetwork(IReadOnlyList<Subnet> ranges, Subnet network, string field, FindingCollector findings)
    {
        foreach (var range in ranges.Where(network.Overlaps))
        {
            findings.Advise(field, $"{range} overlaps the node's own network, {network}: machines there cannot be reached from the cluster; choose a range that nothing else has");
        }
    }

    /// <summary>The network of the address that is advertised; of one that is not this machine's the address alone is known.</summary>
    private static Subnet? NodeNetwork(AdviceSubject subject, ApiEndpoint endpoint) => AddressText.TryParse(endpoint.AdvertiseAddress, out var address)
        ? Subnet.Of(address, subject.Node.Network.PrefixLengthOf(address) ?? address.GetAddressBytes().Length * 8)
        : null;

    private static IReadOnlyList<Subnet> Read(string text) => text.Length > 0 && Subnets.TryParse(text, out var ranges) ? ranges : [];
}
