using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What every cluster needs beside its control plane.</summary>
public sealed class AddonPhase() : PhaseGroup<InitContext>(
    "addon",
    "Install the addons that every cluster needs",
    new CoreDnsPhase(),
    new KubeProxyPhase());
