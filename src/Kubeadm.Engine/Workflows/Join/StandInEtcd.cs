using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>
/// The etcd of a dry run, with the member of this node alone. The real one is not asked, as kubeadm's dry run does not ask it either: its
/// members let nobody in without a certificate of this cluster.
/// </summary>
internal sealed class StandInEtcd : IEtcdAccess
{
    /// <inheritdoc/>
    public Task<IEtcdCluster> ConnectAsync(JoinContext context, JoinTarget target, CancellationToken cancellationToken) => Task.FromResult(
        context.Ports.ConnectEtcd(new EtcdConnection([EndpointAddress.EtcdClientUrl(target.Configuration.LocalApiEndpoint)], [], [], [])));
}
