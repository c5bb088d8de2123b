using Kubeadm.Engine.Ports.Etcd;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Finds etcd's members through the API server, and speaks to them with the certificate of health probes that is on this node.</summary>
internal sealed class EtcdAccess : IEtcdAccess
{
    /// <inheritdoc/>
    public async Task<IEtcdCluster> ConnectAsync(JoinContext context, JoinTarget target, CancellationToken cancellationToken)
    {
        var endpoints = await new EtcdEndpoints(context.ConnectAsAdministrator()).FindAsync(cancellationToken);
        return await new EtcdConnector(context.Node.Files, context.Ports.ConnectEtcd, context.EtcdRetry)
            .ConnectAsync(endpoints, target.Configuration.Cluster.CertificatesDir, cancellationToken);
    }
}
