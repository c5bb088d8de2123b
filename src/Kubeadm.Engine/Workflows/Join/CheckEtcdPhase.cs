using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>Makes sure that the cluster's own etcd can take one more member. Not listed: it is a part of joining, and nothing by itself.</summary>
public sealed class CheckEtcdPhase : Phase<JoinContext>
{
    /// <inheritdoc/>
    public override string Name => "check-etcd";

    /// <inheritdoc/>
    public override string Description => "Check that the etcd cluster is healthy";

    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) => context.ReasonNotToBeControlPlane;

    /// <inheritdoc/>
    public override bool IsHidden => true;

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken);
        if (target.Configuration.Cluster.Etcd.External is not null)
        {
            report.Info("[check-etcd] Skipping etcd check in external mode");
            return;
        }

        report.Info("[check-etcd] Checking that the etcd cluster is healthy", "[dryrun] Would check that the etcd cluster is healthy");
        var etcd = await context.ConnectToEtcdAsync(target, cancellationToken);
        var health = await new EtcdHealth(etcd, context.EtcdRetry).CheckAsync(cancellationToken);
        foreach (var endpoint in health.Unhealthy)
        {
            report.Warn($"[check-etcd] {endpoint.Error}");
        }
    }
}
