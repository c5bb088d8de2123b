using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Uploads the ClusterConfiguration to the cluster, where later commands read it.</summary>
public sealed class UploadConfigKubeadmPhase : Phase<IControlPlaneContext>
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "kubeadm";

    /// <inheritdoc/>
    public override string Name => PhaseName;

    /// <inheritdoc/>
    public override string Description => "Store the ClusterConfiguration in a ConfigMap";

    /// <inheritdoc/>
    public override async Task RunAsync(IControlPlaneContext context, PhaseReport report, CancellationToken cancellationToken)
    {
        var configuration = (await context.ConfigureAsync(report, cancellationToken)).Configuration;
        var cluster = await context.ConnectAsync(report, cancellationToken);
        report.Info($"[upload-config] Storing the configuration used in ConfigMap \"{ClusterNames.KubeadmConfig}\" in the \"{ClusterNamespaces.System}\" Namespace");
        var yaml = ClusterConfigurationDocument.ToYaml(configuration.Cluster);
        report.Add(await UploadedConfiguration.EnsureAsync(cluster, yaml, cancellationToken));
    }
}
