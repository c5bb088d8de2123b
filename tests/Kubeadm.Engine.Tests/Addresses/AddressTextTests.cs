using Kubeadm.Engine.Addresses;

namespace Kubeadm.Engine.Tests.Addresses;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("010.001.0.1", "10.1.0.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("FD00:0:0::1", "fd00::1")]
    [InlineData("10.1", null)]
    [InlineData("1", null)]
    [InlineData("0x7f.0.0.1", null)]
    [InlineData("256.0.0.1", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("[::1]", null)]
    [InlineData("", null)]
    public void Addresses_are_read_as_Kubernetes_reads_them(string text, string? expected) =>
        Assert.Equal(expected, AddressText.TryParse(text, out var address) ? address.ToString() : null);

    [Theory]
    [InlineData("lb.example.com", "lb.example.com", null)]
    [InlineData("lb.example.com:7443", "lb.example.com", 7443)]
    [InlineData("192.0.2.9", "192.0.2.9", null)]
    [InlineData("fd00::5", "fd00::5", null)]
    [InlineData("[fd00::5]:7443", "fd00::5", 7443)]
    public void Host_and_port_are_told_apart(string text, string host, int? port) =>
        Assert.Equal(new HostAndPort(host, port), HostAndPort.Parse(text, "controlPlaneEndpoint"));

    [Theory]
    [InlineData("[fd00::5]")]
    [InlineData("lb.example.com:0")]
    [InlineData("lb.example.com:http")]
    [InlineData("LB_example")]
    [InlineData(":6443")]
    public void An_endpoint_that_is_none_names_the_field(string text)
    {
        var error = Assert.Throws<KubeadmException>(() => HostAndPort.Parse(text, "controlPlaneEndpoint"));

        Assert.Equal("InvalidConfiguration", error.ErrorId);
        Assert.StartsWith("controlPlaneEndpoint: " + text, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lb:6443", "lb", "6443")]
    [InlineData("lb:", "lb", "")]
    [InlineData(":6443", "", "6443")]
    [InlineData("lb:https", "lb", "https")]
    [InlineData("[fd00::5]:6443", "fd00::5", "6443")]
    [InlineData("[]:1", "", "1")]
    [InlineData("lb", null, null)]
    [InlineData("", null, null)]
    [InlineData("fd00::5:6443", null, null)]
    [InlineData("[fd00::5]", null, null)]
    [InlineData("l[b]:1", null, null)]
    public void A_host_is_split_from_its_port_as_Go_splits_them(string text, string? host, string? port)
    {
        var isSplit = HostAndPort.TrySplit(text, out var foundHost, out var foundPort);

        Assert.Equal((host is not null, host ?? "", port ?? ""), (isSplit, foundHost, foundPort));
    }
}
