using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What concerns the kubelet after it has its own certificate.</summary>
public sealed class KubeletFinalizePhase() : PhaseGroup<InitContext>(
    "kubelet-finalize",
    "Update the kubelet's settings after its TLS bootstrap",
    new EnableClientCertRotationPhase());
