using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>
/// Adds an etcd member on this node to the cluster's etcd. The kubelet runs by now, so that the time is short between the
/// member's announcement and its start.
/// </summary>
public sealed class EtcdJoinPhase : Phase<JoinContext>
{
    /// <inheritdoc/>
    public override string Name => "etcd-join";

    /// <inheritdoc/>
    public override string Description => "Join an etcd member on this node to the cluster's etcd";

    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) => context.ReasonNotToBeControlPlane;

    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken);
        if (target.Configuration.Cluster.Etcd.Local is not { } local)
        {
            report.Info("[control-plane-join] Using external etcd - no local stacked instance added");
            return;
        }

        var peerUrl = EndpointAddress.EtcdPeerUrl(target.Configuration.LocalApiEndpoint);
        report.DryRunInfo($"[control-plane-join] Would ensure that \"{local.DataDir}\" directory is present");
        report.DryRunInfo($"[etcd] Would add etcd member: {peerUrl}");
        report.Add(EtcdDataDirectory.Ensure(context.Node.Files, local.DataDir));
        await JoinAsync(context, target, peerUrl, report, cancellationToken);
    }

    private static async Task JoinAsync(JoinContext context, JoinTarget target, string peerUrl, PhaseReport report, CancellationToken cancellationToken)
    {
        var name = target.Configuration.NodeRegistration.Name;
        var etcd = await context.ConnectToEtcdAsync(target, cancellationToken);
        var membership = new EtcdMembership(etcd, context.EtcdRetry);
        var announcement = await membership.AnnounceAsync(name, peerUrl, cancellationToken);
        report.Add(announcement.Change);
        if (announcement.Change.Action != ChangeAction.Unchanged)
        {
            report.Info("[etcd] Announced new etcd member joining to the existing etcd cluster");
        }

        // Members that have come since are none of a running member's business: its list only counts until it has data.
        if (announcement.Change.Action != ChangeAction.Unchanged || !JoinTraces.IsOwnEtcd(context, target))
        {
            WriteManifest(target, announcement.InitialCluster, report);
        }

        report.Info(
            FormattableString.Invariant($"[etcd] Waiting for the new etcd member to join the cluster. This can take up to {EtcdHealth.AvailabilityLimit.TotalSeconds}s"),
            "[etcd] Would wait for the new etcd member to join the cluster");
        report.Progress(new ProgressReport("Joining etcd", peerUrl, -1));
        report.Add(await membership.PromoteAsync(name, peerUrl, cancellationToken));
        await new EtcdHealth(etcd, context.EtcdRetry).WaitForAvailableAsync(cancellationToken);
        report.Progress(new ProgressReport("Joining etcd", peerUrl, 100, IsCompleted: true));
    }

    private static void WriteManifest(JoinTarget target, IReadOnlyList<EtcdPeer> members, PhaseReport report)
    {
        report.Info($"[etcd] Creating static Pod manifest for \"{ComponentNames.Etcd}\"");
        target.StaticPods.EnsureEtcd(members, report);
    }
}
