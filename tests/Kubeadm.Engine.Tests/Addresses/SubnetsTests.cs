using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration;

namespace Kubeadm.Engine.Tests.Addresses;

public class SubnetsTests
{
    [Theory]
    [InlineData("10.96.0.0/12", "10.96.0.1", "10.96.0.10")]
    [InlineData("10.96.3.7/16,fd00::/112", "10.96.0.1", "10.96.0.10")]
    [InlineData("fd00:1::/108", "fd00:1::1", "fd00:1::a")]
    public void Services_have_the_first_and_the_tenth_address(string subnets, string kubernetes, string dns)
    {
        Assert.Equal(kubernetes, Subnets.KubernetesServiceAddress(subnets).ToString());
        Assert.Equal(dns, Subnets.DnsAddress(subnets).ToString());
    }

    [Theory]
    [InlineData("10.96.0.0/29")]
    [InlineData("10.96.0.0")]
    public void A_range_without_a_tenth_address_is_an_error_that_names_the_field(string subnet) =>
        Assert.Equal("networking.serviceSubnet", Assert.Throws<KubeadmException>(() => Subnets.DnsAddress(subnet)).Target);

    [Theory]
    [InlineData("10.0.0.0/24", 256)]
    [InlineData("10.0.0.0/1", 0)]
    [InlineData("fd00::/64", long.MaxValue)]
    public void Sizes_are_those_of_Kubernetes(string text, long size)
    {
        Assert.True(Subnet.TryParse(text, out var subnet));
        Assert.Equal(size, subnet.Size);
    }

    [Theory]
    [InlineData("", "https://[fd00::1]:6443")]
    [InlineData("lb.example.com", "https://lb.example.com:6443")]
    [InlineData("[fd00::2]:8443", "https://[fd00::2]:8443")]
    public void The_control_planes_address_is_its_endpoints_or_the_nodes(string endpoint, string url) =>
        Assert.Equal(url, ControlPlaneEndpoint.Url(new() { ControlPlaneEndpoint = endpoint }, new() { AdvertiseAddress = "fd00::1", BindPort = 6443 }));
}
