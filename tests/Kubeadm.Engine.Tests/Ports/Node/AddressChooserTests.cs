using System.Net;
using System.Net.Sockets;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Tests.Ports.Node;

public sealed class AddressChooserTests
{
    private static readonly NodeInterface Loopback = Nic("lo", "127.0.0.1", "::1") with { IsLoopback = true };
    private static readonly NodeInterface Eth0 = Nic("eth0", "fe80::1", "169.254.0.7", "192.0.2.2", "192.0.2.3", "2001:db8::2");

    [Theory]
    [InlineData(null, "192.0.2.2")]
    [InlineData("0.0.0.0", "192.0.2.2")]
    [InlineData("127.0.0.1", "192.0.2.2")]
    [InlineData("::", "2001:db8::2")]
    [InlineData("::1", "2001:db8::2")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    public void The_wanted_address_decides_the_family_or_is_taken(string? wanted, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), AddressChooser.Choose(wanted is null ? null : IPAddress.Parse(wanted), [Loopback, Eth0], [V4("eth0"), V6("eth0")]));

    [Fact]
    public void The_interface_of_the_default_route_wins_over_others() =>
        Assert.Equal(IPAddress.Parse("198.51.100.1"), AddressChooser.Choose(null, [Eth0, Nic("eth1", "198.51.100.1")], [V4("eth1")]));

    [Fact]
    public void A_link_local_interface_falls_back_to_a_global_address_of_loopback() =>
        Assert.Equal(
            IPAddress.Parse("198.51.100.7"),
            AddressChooser.Choose(null, [Nic("lo", "127.0.0.1", "198.51.100.7") with { IsLoopback = true }, Nic("eth0", "169.254.1.1")], [V4("eth0")]));

    [Fact]
    public void An_interface_that_is_down_or_routes_that_are_missing_give_nothing()
    {
        Assert.Null(AddressChooser.Choose(null, [Loopback, Eth0 with { IsUp = false }], [V4("eth0")]));
        Assert.Null(AddressChooser.Choose(null, [Loopback, Eth0], []));
    }

    [Fact]
    public void A_system_without_route_tables_uses_any_interface_that_is_no_tunnel() =>
        Assert.Equal(
            IPAddress.Parse("192.0.2.2"),
            AddressChooser.Choose(null, [Loopback, Nic("tun0", "198.51.100.1") with { IsPointToPoint = true }, Eth0], defaultRoutes: null));

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("ff02::1", false)]
    [InlineData("fe80::1", false)]
    public void Private_addresses_are_global_unicast_others_are_not(string address, bool expected) =>
        Assert.Equal(expected, AddressChooser.IsGlobalUnicast(IPAddress.Parse(address)));

    [Fact]
    public void Default_routes_are_read_as_the_kernel_writes_them()
    {
        const string ipv4 = "Iface\tDestination\tGateway \tFlags\nwlan0\t0000000A\t00000000\t0001\neth0\t00000000\t010200C0\t0003\t0\n";
        const string ipv6 =
            "00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n"
            + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n";

        Assert.Equal([V4("eth0"), V6("eth0")], DefaultRoute.Parse(ipv4, ipv6));
    }

    [Fact]
    public void A_port_is_busy_while_someone_listens_on_it()
    {
        var network = new LocalNetwork();
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
            Assert.False(network.IsPortFree(port));
        }

        Assert.True(network.IsPortFree(port));
    }

    private static NodeInterface Nic(string name, params string[] addresses) => new(name, true, false, false, [.. addresses.Select(IPAddress.Parse)]);

    private static DefaultRoute V4(string name) => new(name, AddressFamily.InterNetwork);

    private static DefaultRoute V6(string name) => new(name, AddressFamily.InterNetworkV6);
}
