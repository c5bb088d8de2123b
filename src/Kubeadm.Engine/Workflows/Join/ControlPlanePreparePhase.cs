using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What a control plane needs on the node before its kubelet starts.</summary>
public sealed class ControlPlanePreparePhase() : PhaseGroup<JoinContext>(
    PhaseName,
    "Prepare the machine for serving a control plane",
    new DownloadCertsPhase(),
    new CombinedPhase<JoinContext>(new CertsPhase("Generate the certificates of the new control plane")),
    new CombinedPhase<JoinContext>(KubeconfigPhase.OfFurtherNode),
    new CombinedPhase<JoinContext>(new ControlPlanePhase("Generate the static Pod manifests of the new control plane")))
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "control-plane-prepare";

    /// <inheritdoc/>
    public override string? SkipReason(JoinContext context) => context.ReasonNotToBeControlPlane;
}
