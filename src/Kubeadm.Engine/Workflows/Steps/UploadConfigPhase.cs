using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Puts the configurations into the cluster.</summary>
public sealed class UploadConfigPhase() : PhaseGroup<IControlPlaneContext>(
    "upload-config",
    "Store the configurations of kubeadm and the kubelet in ConfigMaps",
    new UploadConfigKubeadmPhase(),
    new UploadConfigKubeletPhase())
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["uploadconfig"];
}
