using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>What every cluster needs beside its control plane.</summary>
public sealed class AddonPhase() : PhaseGroup<IControlPlaneContext>(
    PhaseName,
    "Install the addons that every cluster needs",
    new CoreDnsPhase(),
    new KubeProxyPhase())
{
    /// <summary>Its name in the tree of phases.</summary>
    public const string PhaseName = "addon";
}
