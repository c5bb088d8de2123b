using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>Whether it is clear which etcd will run on this node, and whether it takes the arguments that a person gave it.</summary>
/// <param name="manifests">The manifests that are there.</param>
/// <param name="cluster">The cluster's configuration with the version to come and an etcd of its own.</param>
/// <param name="release">The release that deploys.</param>
public sealed class EtcdVersionCheck(StaticPodReader manifests, ClusterConfiguration cluster, KubernetesRelease release)
    : NodeCheck(CheckName, "Set etcd.local.imageTag to a version such as 3.6.8-0 and etcd.local.extraArgs to what that etcd takes, in the cluster's configuration; or leave etcd out of the upgrade.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "EtcdVersion";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var target = EtcdTarget.OfImage(cluster, release, manifests.Read(ComponentNames.Etcd).Spec.Containers[0].Image);
        if (target.Problem is { } problem)
        {
            findings.Fail(problem);
        }

        if (target.ReasonToKeep is { } reason)
        {
            findings.Warn(reason);
        }

        EtcdFormerArguments.Warnings(cluster.Etcd.Local!.ExtraArgs, target.Tag).ToList().ForEach(findings.Warn);
        return Task.CompletedTask;
    }
}
