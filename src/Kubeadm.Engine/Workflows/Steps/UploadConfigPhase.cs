using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>Uploads the configurations to the cluster.</summary>
public sealed class UploadConfigPhase() : PhaseGroup<IControlPlaneContext>(
    PhaseName,
    "Store the configurations of kubeadm and the kubelet in ConfigMaps",
    new UploadConfigKubeadmPhase(),
    new UploadConfigKubeletPhase())
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "upload-config";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["uploadconfig"];
}
