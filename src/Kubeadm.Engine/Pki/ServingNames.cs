using System.Net;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Pki;

/// <summary>The names that kubeadm's serving certificates are valid for.</summary>
internal static class ServingNames
{
    /// <summary>Names of the API server: the node, the Service <c>kubernetes</c>, the control-plane endpoint and what the configuration adds.</summary>
    public static AlternativeNames ApiServer(InitConfiguration configuration)
    {
        var cluster = configuration.Cluster;
        List<string> names = [.. NodeName(configuration), "kubernetes", "kubernetes.default", "kubernetes.default.svc"];
        if (cluster.Networking.DnsDomain.Length > 0)
        {
            names.Add($"kubernetes.default.svc.{cluster.Networking.DnsDomain}");
        }

        List<IPAddress> addresses = [Subnets.KubernetesServiceAddress(cluster.Networking.ServiceSubnet), AdvertiseAddress(configuration)];
        if (cluster.ControlPlaneEndpoint.Length > 0)
        {
            var endpoint = HostAndPort.Parse(cluster.ControlPlaneEndpoint, "controlPlaneEndpoint");
            Add(endpoint.Host, names, addresses);
        }

        cluster.ApiServer.CertSans.ForEach(san => Add(san, names, addresses));
        return AlternativeNames.Normalize(names, addresses);
    }

    /// <summary>Names under which etcd serves clients.</summary>
    public static AlternativeNames EtcdServer(InitConfiguration configuration) =>
        Etcd(configuration, configuration.Cluster.Etcd.Local?.ServerCertSans);

    /// <summary>Names under which etcd serves its peers.</summary>
    public static AlternativeNames EtcdPeer(InitConfiguration configuration) =>
        Etcd(configuration, configuration.Cluster.Etcd.Local?.PeerCertSans);

    private static AlternativeNames Etcd(InitConfiguration configuration, List<string>? extra)
    {
        List<string> names = [.. NodeName(configuration), "localhost"];
        List<IPAddress> addresses = [AdvertiseAddress(configuration), IPAddress.Loopback, IPAddress.IPv6Loopback];
        extra?.ForEach(san => Add(san, names, addresses));
        return AlternativeNames.Normalize(names, addresses);
    }

    private static string[] NodeName(InitConfiguration configuration) =>
        configuration.NodeRegistration.Name is { Length: > 0 } name ? [name] : [];

    /// <summary>What is neither an address nor a DNS name is left out; the configuration's validation has said so before.</summary>
    private static void Add(string san, List<string> names, List<IPAddress> addresses)
    {
        if (AddressText.TryParse(san, out var address))
        {
            addresses.Add(address);
        }
        else if (DnsNames.IsSubdomain(san) || DnsNames.IsWildcard(san))
        {
            names.Add(san);
        }
    }

    private static IPAddress AdvertiseAddress(InitConfiguration configuration) =>
        AddressText.TryParse(configuration.LocalApiEndpoint.AdvertiseAddress, out var address)
            ? address
            : throw AddressErrors.InvalidAdvertiseAddress(configuration.LocalApiEndpoint.AdvertiseAddress);
}
