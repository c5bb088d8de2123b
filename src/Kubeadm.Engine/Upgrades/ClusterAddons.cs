using System.Text.Json.Nodes;
using Kubeadm.Engine.Addons;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades;

/// <summary>The configurations and add-ons of a cluster as an upgrade writes them. An add-on that is disabled or not there does not come back.</summary>
/// <param name="node">The node that the upgrade runs on.</param>
/// <param name="configuration">The configuration, complete with defaults and with the version to come.</param>
/// <param name="patches">The patches.</param>
/// <param name="release">The release that deploys.</param>
internal sealed class ClusterAddons(INode node, InitConfiguration configuration, PatchSet patches, KubernetesRelease release)
{
    private ClusterConfiguration Cluster => configuration.Cluster;

    /// <summary>The configurations of cluster and kubelets.</summary>
    public async Task EnsureConfigurationsAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var kubelet = Cluster.Components.Kubelet;
        await UploadedConfiguration.EnsureAsync(objects, ClusterConfigurationDocument.ToYaml(Cluster), cancellationToken);
        await KubeletConfigMap.EnsureAsync(objects, KubeletConfigurationDocument.ToYaml(kubelet.Document), kubelet.IsUserSupplied, cancellationToken);
    }

    /// <summary>The add-ons that there are.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="warn">Receives what a person should know.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task UpgradeAddonsAsync(ApiObjects objects, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!Cluster.Dns.Disabled)
        {
            await CoreDnsAddon.UpgradeAsync(objects, CoreDnsSettings.Of(Cluster, release, Patch), warn, cancellationToken);
        }

        if (!Cluster.Proxy.Disabled)
        {
            await KubeProxyAddon.UpgradeAsync(objects, KubeProxySettings.Of(configuration, node.System), cancellationToken);
        }
    }

    private JsonObject Patch(JsonObject deployment) => patches.Apply(PatchTargets.CoreDnsDeployment, deployment).Result;
}
