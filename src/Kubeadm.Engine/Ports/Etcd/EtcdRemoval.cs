namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>What became of a member that was to go.</summary>
public enum EtcdRemovalOutcome
{
    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>The cluster has no such member.</summary>
    AlreadyGone,

    /// <summary>It is the last voting member, which a cluster cannot be without; it stays.</summary>
    LastMember,
}

/// <summary>How a removal went.</summary>
/// <param name="Outcome">What became of the member.</param>
/// <param name="Change">The effect on the cluster.</param>
public sealed record EtcdRemoval(EtcdRemovalOutcome Outcome, Change Change);
