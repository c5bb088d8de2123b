using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight.Checks;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>The checks before a node is upgraded.</summary>
internal static class UpgradeChecks
{
    /// <summary>Those of whichever node: of the machine, of its manifests and of its member of etcd if that is upgraded.</summary>
    public static async Task<IReadOnlyList<NodeCheck>> OfNodeAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = (await context.GetNodeAsync(report, cancellationToken)).Configuration.Cluster;
        var machine = new WorkflowChecks(context.Ports.Observed, context.Runtime).ForUpgrade();
        if (!context.IsControlPlane)
        {
            return machine;
        }

        var manifests = new StaticPodReader(context.Ports.Observed.Files, KubernetesPaths.ManifestsDirectory);
        machine = [.. machine, .. HazardChecks.Create(manifests, cluster, context.Settings.UpgradesEtcd)];
        if (!context.Settings.UpgradesEtcd)
        {
            return machine;
        }

        var objects = await context.ConnectAsync(report, cancellationToken);
        var review = new EtcdReview(objects, context.Ports.Observed.Files, context.Ports.ConnectEtcd);
        return [.. machine, .. EtcdChecks.Create(context.Ports.Observed, review, cluster, context.Ports.Releases.Current)];
    }

    /// <summary>Those of the first control-plane node: of the machine, of the cluster's add-ons and of its health.</summary>
    /// <param name="context">The node.</param>
    /// <param name="nodes">The cluster's Nodes.</param>
    /// <param name="report">Receives what a person should know.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<NodeCheck>> OfClusterAsync(UpgradeContext context, ClusterNodes nodes, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = (await context.GetNodeAsync(report, cancellationToken)).Configuration.Cluster;
        var (objects, release) = (await context.ConnectAsync(report, cancellationToken), context.Ports.Releases.Current);
        return
        [
            .. await OfNodeAsync(context, report, cancellationToken),
            .. AddonChecks.Create(objects, release),
            .. ClusterHealthChecks.Create(objects, nodes, context.Ports.Observed, cluster, release),
        ];
    }

    /// <summary>All that there is to check before an upgrade, the policy about versions too. Without a version to go to, those of whichever node.</summary>
    public static async Task<IReadOnlyList<NodeCheck>> AllAsync(UpgradeContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        if (context.Settings.Version is null)
        {
            return await OfNodeAsync(context, report, cancellationToken);
        }

        var nodes = new ClusterNodes(await context.ConnectAsync(report, cancellationToken));
        return [.. await OfClusterAsync(context, nodes, report, cancellationToken), OfVersions(context, nodes, report)];
    }

    /// <summary>The check of the policy about versions, without what is overruled.</summary>
    public static NodeCheck OfVersions(UpgradeContext context, ClusterNodes nodes, PhaseReport report) => new VersionSkewCheck(
        new UpgradePolicy(context.Ports.Releases), context.Settings.IsForced, ct => ReadVersionsAsync(context, nodes, report, ct));

    /// <summary>The versions that decide whether the cluster may go to another one.</summary>
    /// <exception cref="KubeadmException">Those of requests.</exception>
    public static async Task<UpgradeVersions> ReadVersionsAsync(UpgradeContext context, ClusterNodes nodes, PhaseReport report, CancellationToken cancellationToken)
    {
        var target = (await context.GetNodeAsync(report, cancellationToken)).Configuration.Cluster.KubernetesVersion;
        return new UpgradeVersions
        {
            Target = KubernetesVersion.Parse(target),
            Cluster = await new ClusterVersions(await context.ConnectAsync(report, cancellationToken)).ReadApiServerAsync(cancellationToken),
            Kubelets = await FindKubeletsAsync(nodes, cancellationToken),
            AllowExperimental = context.Settings.AllowsExperimental,
            AllowReleaseCandidate = context.Settings.AllowsReleaseCandidates,
        };
    }

    private static async Task<IReadOnlyList<NodeVersion>?> FindKubeletsAsync(ClusterNodes nodes, CancellationToken cancellationToken)
    {
        try
        {
            return await nodes.ReadKubeletsAsync(cancellationToken);
        }
        catch (KubeadmException)
        {
            return null;
        }
    }
}
