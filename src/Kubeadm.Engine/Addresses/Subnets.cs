using System.Net;

namespace Kubeadm.Engine.Addresses;

/// <summary>
/// What is reckoned from <c>networking.serviceSubnet</c> and <c>networking.podSubnet</c>: one range or two of both families, joined with a comma
/// (https://kubernetes.io/docs/concepts/services-networking/dual-stack/).
/// </summary>
public static class Subnets
{
    /// <summary>The index of the cluster DNS service's address.</summary>
    private const int DnsIndex = 10;

    private const string ServiceField = "networking.serviceSubnet";

    /// <summary>Reads a list of ranges; false when one is no range.</summary>
    public static bool TryParse(string text, out IReadOnlyList<Subnet> subnets)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Subnet> parsed = [];
        subnets = parsed;
        foreach (var part in text.Split(','))
        {
            if (!Subnet.TryParse(part, out var subnet))
            {
                return false;
            }

            parsed.Add(subnet);
        }

        return true;
    }

    /// <summary>Reads a list of ranges.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: one is no range.</exception>
    public static IReadOnlyList<Subnet> Parse(string text, string field) =>
        TryParse(text, out var subnets) ? subnets : throw AddressErrors.NotRanges(field, text);

    /// <summary>The address of the service <c>kubernetes</c>: the first of the first range.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: there is none.</exception>
    public static IPAddress KubernetesServiceAddress(string serviceSubnet) => ServiceAddress(serviceSubnet, 1);

    /// <summary>The address of the cluster's DNS service: the tenth of the first range.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: there is none.</exception>
    public static IPAddress DnsAddress(string serviceSubnet) => ServiceAddress(serviceSubnet, DnsIndex);

    /// <summary>The address of the cluster's DNS service; null when the range has none.</summary>
    public static IPAddress? DnsAddressOrNull(string serviceSubnet) =>
        TryParse(serviceSubnet, out var subnets) ? subnets[0].AddressAt(DnsIndex) : null;

    /// <summary>The address at an index of the first range.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: there is none.</exception>
    public static IPAddress ServiceAddress(string serviceSubnet, int index) =>
        Parse(serviceSubnet, ServiceField)[0].AddressAt(index) ?? throw AddressErrors.RangeTooSmall(ServiceField, serviceSubnet, index);
}
