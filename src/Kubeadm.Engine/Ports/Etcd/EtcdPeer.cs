namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>A member as etcd's <c>--initial-cluster</c> names it.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="PeerUrl">Where other members reach it.</param>
public sealed record EtcdPeer(string Name, string PeerUrl);
