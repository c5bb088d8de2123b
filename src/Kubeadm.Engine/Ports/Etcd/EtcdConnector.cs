using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>Connects to a cluster's own etcd with the certificate that kubeadm keeps for health probes.</summary>
/// <param name="files">The node's files.</param>
/// <param name="connect">The port.</param>
/// <param name="retry">How long a first answer is waited for.</param>
public sealed class EtcdConnector(INodeFileSystem files, Func<EtcdConnection, IEtcdCluster> connect, EtcdRetry retry)
{
    /// <summary>Connects, and takes the client URLs that the members themselves tell in the place of those given.</summary>
    /// <param name="endpoints">Client URLs of some members, as <see cref="EtcdEndpoints"/> finds them.</param>
    /// <param name="certificatesDirectory">The folder of certificates, <c>certificatesDir</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KubeadmException">
    /// <c>CertificateNotFound</c>, <c>InvalidCertificate</c>; <c>EtcdUnreachable</c>, <c>EtcdFailed</c> when no member answers in time.
    /// </exception>
    public async Task<IEtcdCluster> ConnectAsync(IReadOnlyList<string> endpoints, string certificatesDirectory, CancellationToken cancellationToken)
    {
        var folder = $"{certificatesDirectory}/etcd";
        var cluster = connect(new EtcdConnection(
            endpoints, Read($"{folder}/ca.crt"), Read($"{folder}/healthcheck-client.crt"), Read($"{folder}/healthcheck-client.key")));
        try
        {
            await retry.RunAsync(
                async token =>
                {
                    await cluster.SynchronizeAsync(token);
                    return cluster.Endpoints;
                },
                cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private byte[] Read(string path)
    {
        try
        {
            return files.ReadAllBytes(path);
        }
        catch (IOException error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw EtcdErrors.CertificateNotFound(path, error);
        }
    }
}
