using System.Net.Sockets;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>A default route of the node.</summary>
/// <param name="Interface">The name of the interface it goes through.</param>
/// <param name="Family">IPv4 or IPv6.</param>
public sealed record DefaultRoute(string Interface, AddressFamily Family)
{
    private const string NoAddress = "00000000000000000000000000000000";

    /// <summary>Reads the default routes of Linux's routing tables.</summary>
    /// <param name="ipv4">The content of <c>/proc/net/route</c>.</param>
    /// <param name="ipv6">The content of <c>/proc/net/ipv6_route</c>, or empty.</param>
    public static IReadOnlyList<DefaultRoute> Parse(string ipv4, string ipv6) => [.. ParseIPv4(ipv4), .. ParseIPv6(ipv6)];

    private static IEnumerable<DefaultRoute> ParseIPv4(string table) =>
        from line in Lines(table)
        where !line.StartsWith("Iface", StringComparison.Ordinal)
        let fields = Fields(line)
        where fields.Length > 2 && fields[1] == NoAddress[..8]
        select new DefaultRoute(fields[0], AddressFamily.InterNetwork);

    // The loopback interface has default routes too, which reject packets; they have no gateway.
    private static IEnumerable<DefaultRoute> ParseIPv6(string table) =>
        from line in Lines(table)
        let fields = Fields(line)
        where fields.Length > 9 && fields[0] == NoAddress && fields[4] != NoAddress
        select new DefaultRoute(fields[9], AddressFamily.InterNetworkV6);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Fields(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
