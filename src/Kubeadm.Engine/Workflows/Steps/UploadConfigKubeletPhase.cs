using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Uploads the KubeletConfiguration to the cluster, where nodes that join read it.</summary>
public sealed class UploadConfigKubeletPhase : Phase<IControlPlaneContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubelet";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Store the KubeletConfiguration in a ConfigMap";

    /// <inheritdoc/>
    public override async Task RunAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configuration = (await context.ConfigureAsync(report, cancellationToken)).Configuration;
        var cluster = await context.ConnectAsync(report, cancellationToken);
        report.Info($"[kubelet] Creating a ConfigMap \"{ClusterNames.KubeletConfig}\" in namespace {ClusterNamespaces.System} with the configuration for the kubelets in the cluster");
        var kubelet = configuration.Cluster.Components.Kubelet;
        report.Add(await KubeletConfigMap.EnsureAsync(cluster, KubeletConfigurationDocument.ToYaml(kubelet.Document), kubelet.IsUserSupplied, cancellationToken));
    }
}
