using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>
/// Takes an etcd member on this node into the cluster's etcd. The kubelet runs by now, so that the time is short between the
/// member's announcement and its start.
/// </summary>
public sealed class EtcdJoinPhase() : ControlPlaneStep("etcd-join", "Join an etcd member on this node to the cluster's etcd")
{
    /// <inheritdoc/>
    public override async Task RunAsync(JoinContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = await context.GetTargetAsync(report, cancellationToken).ConfigureAwait(false);
        if (target.Configuration.Cluster.Etcd.Local is not { } local)
        {
            report.Info("[control-plane-join] Using external etcd - no local stacked instance added");
            return;
        }

        var peerUrl = EndpointAddress.EtcdPeerUrl(target.Configuration.LocalApiEndpoint);
        if (context.IsDryRun)
        {
            report.Info($"[control-plane-join] Would ensure that \"{local.DataDir}\" directory is present");
            report.Info($"[etcd] Would add etcd member: {peerUrl}");
            report.Add(EtcdDataDirectory.Ensure(context.Node.Files, local.DataDir));
            report.Add(new Change(ChangeKind.EtcdMember, target.Configuration.NodeRegistration.Name, ChangeAction.Create));
            WriteManifest(target, [], report);
            report.Info("[etcd] Would wait for the new etcd member to join the cluster");
            return;
        }

        report.Add(EtcdDataDirectory.Ensure(context.Node.Files, local.DataDir));
        await JoinAsync(context, target, peerUrl, report, cancellationToken).ConfigureAwait(false);
    }

    private static async Task JoinAsync(JoinContext context, JoinTarget target, string peerUrl, PhaseReport report, CancellationToken cancellationToken)
    {
        var name = target.Configuration.NodeRegistration.Name;
        var etcd = await context.ConnectToEtcdAsync(target, cancellationToken).ConfigureAwait(false);
        var membership = new EtcdMembership(etcd, context.EtcdRetry);
        var announcement = await membership.AnnounceAsync(name, peerUrl, cancellationToken).ConfigureAwait(false);
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

        report.Info(FormattableString.Invariant(
            $"[etcd] Waiting for the new etcd member to join the cluster. This can take up to {EtcdHealth.AvailabilityLimit.TotalSeconds}s"));
        report.Progress(new ProgressReport("Joining etcd", peerUrl, -1));
        report.Add(await membership.PromoteAsync(name, peerUrl, cancellationToken).ConfigureAwait(false));
        await new EtcdHealth(etcd, context.EtcdRetry).WaitForAvailableAsync(cancellationToken).ConfigureAwait(false);
        report.Progress(new ProgressReport("Joining etcd", peerUrl, 100, IsCompleted: true));
    }

    private static void WriteManifest(JoinTarget target, IReadOnlyList<EtcdPeer> members, PhaseReport report)
    {
        report.Info($"[etcd] Creating static Pod manifest for \"{ControlPlaneComponents.Etcd}\"");
        target.StaticPods.EnsureEtcd(members, report);
    }
}
