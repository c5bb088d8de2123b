using System.Net.Sockets;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The addresses in manifests that follow from where the API server is advertised.</summary>
internal static class EndpointAddress
{
    /// <summary>The loopback address of the family that the API server advertises.</summary>
    public static string Loopback(ApiEndpoint endpoint) => IsIPv6(endpoint.AdvertiseAddress) ? "::1" : "127.0.0.1";

    /// <summary>Where clients reach this node's etcd member.</summary>
    public static string EtcdClientUrl(ApiEndpoint endpoint) => Https(endpoint.AdvertiseAddress, ComponentPorts.EtcdClient);

    /// <summary>Where other members reach this node's etcd member.</summary>
    public static string EtcdPeerUrl(ApiEndpoint endpoint) => Https(endpoint.AdvertiseAddress, ComponentPorts.EtcdPeer);

    public static string Https(string host, int port) => "https://" + HostAndPort.Join(host, port);

    private static bool IsIPv6(string address) =>
        AddressText.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
}
