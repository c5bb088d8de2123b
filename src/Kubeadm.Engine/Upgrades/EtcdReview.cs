using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;

namespace Kubeadm.Engine.Upgrades;

/// <summary>Asks the members of a cluster's own etcd how they are, without waiting for those that are away.</summary>
/// <param name="objects">The cluster, whose Pods tell the members' addresses, beside this node's manifest.</param>
/// <param name="files">The node's files, among them the certificate for health probes.</param>
/// <param name="connect">The port.</param>
public sealed class EtcdReview(ApiObjects objects, INodeFileSystem files, Func<EtcdConnection, IEtcdCluster> connect)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>All endpoints.</summary>
    /// <param name="certificatesDirectory">The folder of certificates, <c>certificatesDir</c>.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="KubeadmException">
    /// <c>EtcdEndpointsNotFound</c>, <c>CertificateNotFound</c>, <c>InvalidCertificate</c>; and those of requests.
    /// </exception>
    public async Task<IReadOnlyList<EtcdEndpointHealth>> ReadAsync(string certificatesDirectory, CancellationToken cancellationToken)
    {
        var endpoints = await new EtcdEndpoints(objects, EtcdManifest.OnNode(files)?.ClientUrl).FindAsync(cancellationToken);
        using var time = new CancellationTokenSource(Limit, objects.Retry.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await using var cluster = await new EtcdConnector(files, connect, new EtcdRetry(TimeSpan.Zero, objects.Retry.Clock))
                .ConnectAsync(endpoints, certificatesDirectory, either.Token);
            return await Task.WhenAll(cluster.Endpoints.Select(endpoint => AskAsync(cluster, endpoint, either.Token)));
        }
        catch (KubeadmException error) when (error.Kind is KubeadmErrorKind.Unreachable or KubeadmErrorKind.OperationFailed or KubeadmErrorKind.Timeout)
        {
            return [.. endpoints.Select(endpoint => new EtcdEndpointHealth(endpoint, null, (error.InnerException as KubeadmException ?? error).Message))];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [.. endpoints.Select(endpoint => new EtcdEndpointHealth(endpoint, null, $"no answer within {Limit.TotalSeconds:0} s"))];
        }
    }

    private static async Task<EtcdEndpointHealth> AskAsync(IEtcdCluster cluster, string endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var status = await cluster.GetStatusAsync(endpoint, cancellationToken);
            return new(endpoint, status.Version, status.Errors.Count == 0 ? null : string.Join(", ", status.Errors));
        }
        catch (KubeadmException error)
        {
            return new(endpoint, null, error.Message);
        }
    }
}
