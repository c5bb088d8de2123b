using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.StaticPods;

/// <summary>etcd's command line.</summary>
internal static class EtcdCommand
{
    /// <param name="cluster">The cluster's configuration.</param>
    /// <param name="etcd">etcd's part of it.</param>
    /// <param name="endpoint">Where this node's API server is advertised.</param>
    /// <param name="nodeName">The node's name, which is the member's.</param>
    /// <param name="members">All members, this one too, of the cluster that is joined; empty for a first member.</param>
    public static IList<string> Create(
        ClusterConfiguration cluster, LocalEtcd etcd, ApiEndpoint endpoint, string nodeName, IReadOnlyCollection<EtcdPeer> members)
    {
        var loopback = EndpointAddress.Loopback(endpoint);
        var clientUrl = EndpointAddress.EtcdClientUrl(endpoint);
        var peerUrl = EndpointAddress.EtcdPeerUrl(endpoint);
        var ca = UnixPath.Join(cluster.CertificatesDir, "etcd/ca.crt");
        var arguments = new ComponentArguments
        {
            ["advertise-client-urls"] = clientUrl,
            ["cert-file"] = UnixPath.Join(cluster.CertificatesDir, "etcd/server.crt"),
            ["client-cert-auth"] = "true",
            ["data-dir"] = etcd.DataDir,
            ["feature-gates"] = "InitialCorruptCheck=true",
            ["initial-advertise-peer-urls"] = peerUrl,
            ["key-file"] = UnixPath.Join(cluster.CertificatesDir, "etcd/server.key"),
            ["listen-client-urls"] = $"{EndpointAddress.Https(loopback, ComponentPorts.EtcdClient)},{clientUrl}",
            ["listen-metrics-urls"] = $"http://{HostAndPort.Join(loopback, ComponentPorts.EtcdMetrics)}",
            ["listen-peer-urls"] = peerUrl,
            ["name"] = nodeName,
            ["peer-cert-file"] = UnixPath.Join(cluster.CertificatesDir, "etcd/peer.crt"),
            ["peer-client-cert-auth"] = "true",
            ["peer-key-file"] = UnixPath.Join(cluster.CertificatesDir, "etcd/peer.key"),
            ["peer-trusted-ca-file"] = ca,
            ["snapshot-count"] = "10000",
            ["trusted-ca-file"] = ca,
            ["watch-progress-notify-interval"] = "5s",
        };
        if (members.Count == 0)
        {
            arguments["initial-cluster"] = $"{nodeName}={peerUrl}";
        }
        else
        {
            arguments["initial-cluster"] = string.Join(',', members.Select(member => $"{member.Name}={member.PeerUrl}"));
            arguments["initial-cluster-state"] = "existing";
        }

        return [ComponentNames.Etcd, .. arguments.With(etcd.ExtraArgs)];
    }
}
