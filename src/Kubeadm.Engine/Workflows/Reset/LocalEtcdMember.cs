using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>This node's member of the cluster's own etcd.</summary>
/// <param name="context">The reset.</param>
/// <param name="manifest">What the node's etcd manifest says, or null.</param>
internal sealed class LocalEtcdMember(ResetContext context, EtcdManifest? manifest)
{
    /// <summary>
    /// Removes it from the other members' cluster, so that it does not count as one that is away. The last member stays: with it
    /// the cluster ends. That it could not be removed is a warning: the others can do it later.
    /// </summary>
    public async Task RemoveAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        report.DryRunInfo("[dryrun] Would remove the etcd member on this node from the etcd cluster");
        var configuration = context.Cluster.Configuration!;
        var name = manifest?.Name ?? configuration.NodeRegistration.Name;
        var peerUrl = manifest?.PeerUrl ?? EndpointAddress.EtcdPeerUrl(configuration.LocalApiEndpoint);
        try
        {
            await using var cluster = await ConnectAsync(configuration.Cluster.CertificatesDir, cancellationToken);
            var removal = await new EtcdMembership(cluster, Retry).RemoveAsync(name, peerUrl, cancellationToken);
            report.Add(removal.Change);
            report.Verbose(Describe(removal.Outcome, peerUrl));
        }
        catch (KubeadmException e)
        {
            report.Warn($"[reset] Failed to remove etcd member: {e.Message}");
            report.Leave(new(peerUrl, "this node's etcd member may still be counted; look at \"etcdctl member list\" on another node, and remove it there"));
        }
    }

    private EtcdRetry Retry => new(context.Configuration.Timeouts?.EtcdApiCall ?? EtcdRetry.DefaultTimeout, context.Node.Clock);

    private async Task<IEtcdCluster> ConnectAsync(string certificatesDirectory, CancellationToken cancellationToken)
    {
        var endpoints = await new EtcdEndpoints(context.Cluster.Objects!, manifest?.ClientUrl).FindAsync(cancellationToken);
        return await new EtcdConnector(context.Node.Files, context.Ports.ConnectEtcd, Retry)
            .ConnectAsync(endpoints, certificatesDirectory, cancellationToken);
    }

    private static string Describe(EtcdRemovalOutcome outcome, string peerUrl) => outcome switch
    {
        EtcdRemovalOutcome.Removed => $"The etcd member at {peerUrl} is no longer part of its cluster.",
        EtcdRemovalOutcome.AlreadyGone => $"etcd has no member at {peerUrl}.",
        _ => $"The etcd member at {peerUrl} is the last one: it is not removed, the cluster ends with it.",
    };
}
