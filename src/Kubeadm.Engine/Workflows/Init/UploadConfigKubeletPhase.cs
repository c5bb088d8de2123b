using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Puts the KubeletConfiguration into the cluster, where nodes that join read it.</summary>
public sealed class UploadConfigKubeletPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "kubelet";

    /// <inheritdoc/>
    public override string Description => "Store the KubeletConfiguration in a ConfigMap";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken).ConfigureAwait(false);
        report.Info($"[kubelet] Creating a ConfigMap \"{ClusterNames.KubeletConfig}\" in namespace {ClusterNames.SystemNamespace} with the configuration for the kubelets in the cluster");
        var kubelet = context.Configuration.Cluster.Components.Kubelet;
        report.Add(await KubeletConfigMap.EnsureAsync(cluster, KubeletConfigurationDocument.ToYaml(kubelet.Document), kubelet.IsUserSupplied, cancellationToken).ConfigureAwait(false));
    }
}
