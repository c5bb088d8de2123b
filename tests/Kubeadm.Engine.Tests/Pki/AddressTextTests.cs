using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Tests.Pki;

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
    [InlineData("10.96.0.0/12", "10.96.0.1")]
    [InlineData("10.96.5.7/12", "10.96.0.1")]
    [InlineData("fd00:10:96::/112", "fd00:10:96::1")]
    [InlineData("10.0.0.0/32", null)]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("10.0.0.0", null)]
    public void The_first_address_of_a_range_is_found(string range, string? expected) =>
        Assert.Equal(expected, AddressText.AtIndex(range, 1)?.ToString());

    [Theory]
    [InlineData("", "https://192.0.2.2:6443")]
    [InlineData("lb.example.com", "https://lb.example.com:6443")]
    [InlineData("lb.example.com:7443", "https://lb.example.com:7443")]
    [InlineData("192.0.2.9", "https://192.0.2.9:6443")]
    [InlineData("fd00::5", "https://[fd00::5]:6443")]
    [InlineData("[fd00::5]:7443", "https://[fd00::5]:7443")]
    public void The_control_planes_URL_follows_from_its_endpoint(string endpoint, string expected) =>
        Assert.Equal(expected, ApiServerUrls.ControlPlane(endpoint, PkiCases.Configuration().LocalApiEndpoint));

    [Theory]
    [InlineData("[fd00::5]")]
    [InlineData("lb.example.com:0")]
    [InlineData("lb.example.com:http")]
    [InlineData("LB_example")]
    [InlineData(":6443")]
    public void An_endpoint_that_is_none_names_the_field(string endpoint)
    {
        var error = Assert.Throws<KubeadmException>(() => ApiServerUrls.ControlPlane(endpoint, PkiCases.Configuration().LocalApiEndpoint));

        Assert.Equal("InvalidConfiguration", error.ErrorId);
        Assert.StartsWith("controlPlaneEndpoint: " + endpoint, error.Message, StringComparison.Ordinal);
    }
}
