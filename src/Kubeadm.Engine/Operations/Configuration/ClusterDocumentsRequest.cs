using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Configuration;

/// <summary>Which of a cluster's configurations are wanted.</summary>
public sealed record ClusterDocumentsRequest
{
    /// <summary>The kubeconfig's path; null means the one that kubeadm finds.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The components whose configurations are wanted too, in the order wanted.</summary>
    public IReadOnlyList<ComponentGroup> Components { get; init; } = [];

    /// <summary>Whether the part of a node is wanted too, as an InitConfiguration.</summary>
    public bool WithNode { get; init; }

    /// <summary>The node's name; null means this machine's.</summary>
    public string? NodeName { get; init; }
}
