using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>The network of this machine.</summary>
public sealed class LocalNetwork : INodeNetwork
{
    private const string RouteTable = "/proc/net/route";
    private const string RouteTableIPv6 = "/proc/net/ipv6_route";

    private readonly object _portLock = new();

    /// <inheritdoc/>
    public string HostName => Dns.GetHostName();

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress> Addresses => [.. ReadInterfaces().SelectMany(i => i.Addresses)];

    /// <inheritdoc/>
    public int? PrefixLengthOf(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
        .FirstOrDefault(known => known.Address.Equals(address))?.PrefixLength;

    /// <inheritdoc/>
    public IPAddress? ChooseAddress(IPAddress? wanted) => AddressChooser.Choose(wanted, ReadInterfaces(), ReadDefaultRoutes());

    /// <inheritdoc/>
    /// <remarks>Asked from several threads, it looks at one port after the other: two looks at the same port would see each other.</remarks>
    public bool IsPortFree(int port)
    {
        lock (_portLock)
        {
            return CanListen(port);
        }
    }

    private static bool CanListen(int port)
    {
        try
        {
            using var socket = Socket.OSSupportsIPv6
                ? new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool IsListening(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(path);
        }

        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);

    private static IReadOnlyList<DefaultRoute>? ReadDefaultRoutes()
    {
        if (!File.Exists(RouteTable))
        {
            return null;
        }

        return DefaultRoute.Parse(File.ReadAllText(RouteTable), File.Exists(RouteTableIPv6) ? File.ReadAllText(RouteTableIPv6) : "");
    }

    private static List<NodeInterface> ReadInterfaces() => [.. NetworkInterface.GetAllNetworkInterfaces().Select(Describe)];

    private static NodeInterface Describe(NetworkInterface nic)
    {
        var addresses = nic.GetIPProperties().UnicastAddresses.Select(a => a.Address).ToList();
        if (ReadFlags(nic.Name) is { } flags)
        {
            return new NodeInterface(nic.Name, (flags & 0x1) != 0, (flags & 0x8) != 0, (flags & 0x10) != 0, addresses);
        }

        var isPointToPoint = nic.NetworkInterfaceType is NetworkInterfaceType.Ppp or NetworkInterfaceType.Tunnel;
        var isLoopback = nic.NetworkInterfaceType == NetworkInterfaceType.Loopback;
        return new NodeInterface(nic.Name, nic.OperationalStatus == OperationalStatus.Up, isLoopback, isPointToPoint, addresses);
    }

    // .NET tells whether an interface carries traffic; the rule asks whether it is administratively up, which the kernel's flags tell.
    private static int? ReadFlags(string name)
    {
        var path = $"/sys/class/net/{name}/flags";
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path).Trim();
        return int.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var flags) ? flags : null;
    }
}
