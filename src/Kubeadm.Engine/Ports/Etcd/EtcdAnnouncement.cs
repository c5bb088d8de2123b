namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>A member that the cluster expects to start.</summary>
/// <param name="InitialCluster">All members, it too, as its <c>--initial-cluster</c> must name them.</param>
/// <param name="Change">Whether it was added, or was a member already.</param>
public sealed record EtcdAnnouncement(IReadOnlyList<EtcdPeer> InitialCluster, Change Change);
