using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>etcd on this node.</summary>
public sealed class EtcdPhase() : PhaseGroup<InitContext>("etcd", "Generate the static Pod manifest of a local etcd", new EtcdLocalPhase());
