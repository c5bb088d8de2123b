using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>Puts the ClusterConfiguration into the cluster, where later commands read it.</summary>
public sealed class UploadConfigKubeadmPhase : Phase<InitContext>
{
    /// <inheritdoc/>
    public override string Name => "kubeadm";

    /// <inheritdoc/>
    public override string Description => "Store the ClusterConfiguration in a ConfigMap";

    /// <inheritdoc/>
    public override async Task RunAsync(InitContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var cluster = await context.Cluster.ConnectAsync(report, cancellationToken).ConfigureAwait(false);
        report.Info($"[upload-config] Storing the configuration used in ConfigMap \"{ClusterNames.KubeadmConfig}\" in the \"{ClusterNames.SystemNamespace}\" Namespace");
        var yaml = ClusterConfigurationDocument.ToYaml(context.Configuration.Cluster);
        report.Add(await UploadedConfiguration.EnsureAsync(cluster, yaml, cancellationToken).ConfigureAwait(false));
    }
}
