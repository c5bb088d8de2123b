using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What a person asked of <c>join</c>. Null means not given.</summary>
public sealed record JoinRequest : NodeRequest
{
    /// <summary>Flags that stand for fields of the configuration.</summary>
    public JoinFlags Flags { get; init; } = new();
}
