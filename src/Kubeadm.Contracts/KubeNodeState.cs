namespace Kubeadm;

/// <summary>This machine as a worker of a cluster, as it is wanted or is.</summary>
public sealed record KubeNodeState : KubeMachineState;
