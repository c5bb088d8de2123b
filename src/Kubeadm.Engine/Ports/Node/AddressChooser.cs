using System.Net;
using System.Net.Sockets;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>
/// Chooses the address that a daemon advertises, by the rules Kubernetes' components share: the interface of the default route
/// (IPv4 before IPv6 unless an IPv6 address was asked for), its first global unicast address, else one of the loopback interface
/// (RFC 5549 set-ups); on systems that tell no routes, any interface that is up.
/// </summary>
public static class AddressChooser
{
    /// <summary>Chooses an address.</summary>
    /// <param name="wanted">The address asked for; it is taken as it is unless it is missing, unspecified or loopback.</param>
    /// <param name="interfaces">The node's interfaces.</param>
    /// <param name="defaultRoutes">The default routes, or null when the system tells none.</param>
    /// <returns>The address, or null when there is none that fits.</returns>
    public static IPAddress? Choose(IPAddress? wanted, IReadOnlyList<NodeInterface> interfaces, IReadOnlyList<DefaultRoute>? defaultRoutes)
    {
        if (wanted is not null && !IsUnspecified(wanted) && !IPAddress.IsLoopback(wanted))
        {
            return wanted;
        }

        AddressFamily[] families = wanted is not null && FamilyOf(wanted) == AddressFamily.InterNetworkV6
            ? [AddressFamily.InterNetworkV6, AddressFamily.InterNetwork]
            : [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];
        return families
            .Select(family => defaultRoutes is null ? FromAnyInterface(interfaces, family) : FromRoutes(interfaces, defaultRoutes, family))
            .FirstOrDefault(address => address is not null);
    }

    /// <summary>Whether an address is global unicast in Go's sense: neither unspecified, loopback, multicast, broadcast nor link-local.</summary>
    public static bool IsGlobalUnicast(IPAddress address)
    {
        if (IsUnspecified(address) || IPAddress.IsLoopback(address))
        {
            return false;
        }

        if (FamilyOf(address) == AddressFamily.InterNetworkV6)
        {
            return !address.IsIPv6Multicast && !address.IsIPv6LinkLocal;
        }

        var bytes = address.MapToIPv4().GetAddressBytes();
        var isMulticast = (bytes[0] & 0xf0) == 0xe0;
        var isLinkLocal = bytes[0] == 169 && bytes[1] == 254;
        return !isMulticast && !isLinkLocal && !address.MapToIPv4().Equals(IPAddress.Broadcast);
    }

    private static IPAddress? FromRoutes(IReadOnlyList<NodeInterface> interfaces, IReadOnlyList<DefaultRoute> routes, AddressFamily family)
    {
        var loopback = interfaces.Where(i => i.IsLoopback);
        return routes
            .Where(route => route.Family == family)
            .Select(route => FirstGlobal(interfaces.Where(i => i.Name == route.Interface), family) ?? FirstGlobal(loopback, family))
            .FirstOrDefault(address => address is not null);
    }

    private static IPAddress? FromAnyInterface(IReadOnlyList<NodeInterface> interfaces, AddressFamily family) =>
        FirstGlobal(interfaces.Where(i => i is { IsLoopback: false, IsPointToPoint: false }), family);

    private static IPAddress? FirstGlobal(IEnumerable<NodeInterface> interfaces, AddressFamily family) =>
        interfaces.Where(i => i.IsUp).SelectMany(i => i.Addresses).FirstOrDefault(a => FamilyOf(a) == family && IsGlobalUnicast(a));

    private static AddressFamily FamilyOf(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? AddressFamily.InterNetwork : address.AddressFamily;

    private static bool IsUnspecified(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
