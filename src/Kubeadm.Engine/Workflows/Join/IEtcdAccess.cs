using Kubeadm.Engine.Ports.Etcd;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Connects a joining control plane to the etcd of its cluster.</summary>
internal interface IEtcdAccess
{
    /// <summary>Connects.</summary>
    /// <exception cref="KubeadmException">Its members are not found, do not answer, or the certificate is not there.</exception>
    Task<IEtcdCluster> ConnectAsync(JoinContext context, JoinTarget target, CancellationToken cancellationToken);
}
