using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Makes sure that the cluster's own etcd can take a member more. Not listed: it is a part of joining, and nothing by itself.</summary>
public sealed class CheckEtcdPhase() : ControlPlaneStep("check-etcd", "Check that the etcd cluster is healthy")
{
    /// <inheritdoc/>
    public override bool IsHidden => true;

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken).ConfigureAwait(false);
        if (target.Configuration.Cluster.Etcd.External is not null)
        {
            report.Info("[check-etcd] Skipping etcd check in external mode");
            return;
        }

        if (context.IsDryRun)
        {
            report.Info("[dryrun] Would check that the etcd cluster is healthy");
            return;
        }

        report.Info("[check-etcd] Checking that the etcd cluster is healthy");
        var etcd = await context.ConnectToEtcdAsync(target, cancellationToken).ConfigureAwait(false);
        var health = await new EtcdHealth(etcd, context.EtcdRetry).CheckAsync(cancellationToken).ConfigureAwait(false);
        foreach (var endpoint in health.Unhealthy)
        {
            report.Warn($"[check-etcd] {endpoint.Error}");
        }
    }
}
