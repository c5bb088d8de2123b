using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>
/// Whether etcd's data are where the cluster's configuration says: by it the new manifest is made, so that etcd would start with other data,
/// or with none, and the cluster with it.
/// </summary>
/// <param name="manifests">The node's manifests.</param>
/// <param name="configured">The folder that the configuration names.</param>
public sealed class EtcdDataDirectoryCheck(StaticPodReader manifests, string configured) : NodeCheck(
    CheckName, "Set etcd.local.dataDir to the folder that etcd uses (kubectl -n kube-system edit configmap kubeadm-config), or move the data to where it says.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "EtcdDataDirectory";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (EtcdManifest.Of(manifests.Read(ComponentNames.Etcd)).DataDirectory?.TrimEnd('/') is { Length: > 0 } used && used != configured.TrimEnd('/'))
        {
            findings.Fail($"etcd has its data in {used} ({manifests.PathOf(ComponentNames.Etcd)}), but etcd.local.dataDir of the cluster's configuration is {configured}");
        }

        return Task.CompletedTask;
    }
}
