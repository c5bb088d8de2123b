using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Configuration.Validation;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;

namespace Kubeadm.Engine.Upgrades.Health;

/// <summary>
/// Whether the ranges of services and Pods in the cluster's configuration are ranges. kubeadm reads them when it comes to the add-ons, with the
/// control plane upgraded already.
/// </summary>
/// <param name="cluster">The cluster's configuration.</param>
public sealed class ClusterNetworkingCheck(ClusterConfiguration cluster)
    : NodeCheck(CheckName, $"Mend the field in the ConfigMap {ClusterNames.KubeadmConfig} of the namespace {ClusterNamespaces.System}: it is to say what the cluster runs with.")
{
    /// <summary>The check's name.</summary>
    public const string CheckName = "ClusterNetworking";

    /// <inheritdoc/>
    public override Task LookAsync(Findings findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = new FindingCollector();
        new NetworkingRules(found).Check(cluster);
        foreach (var finding in found.Findings.Where(finding => finding.Severity == FindingSeverity.Error))
        {
            findings.Fail(finding.ToString());
        }

        return Task.CompletedTask;
    }
}
