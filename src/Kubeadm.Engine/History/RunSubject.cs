namespace Kubeadm.Engine.History;

/// <summary>What a run is about.</summary>
/// <param name="Workflow">A word of <see cref="WorkflowName"/> or <see cref="RunName"/>.</param>
/// <param name="NodeName">The node's name.</param>
internal sealed record RunSubject(string Workflow, string NodeName)
{
    /// <summary>The phases that were asked for; empty for all.</summary>
    public IReadOnlyList<string> RequestedPhases { get; init; } = [];

    /// <summary>Finds the version of Kubernetes that it is about, which a run may come to know only as it goes on; null where it is not known.</summary>
    public Func<string?> FindVersion { get; init; } = () => null;

    /// <summary>Whether the run changes the node, so that a record is kept; a run that works in folders elsewhere is no matter of this node.</summary>
    public bool ChangesNode { get; init; } = true;

    /// <summary>Whether each change goes to the operating system's log too.</summary>
    public bool IsJournaled { get; init; }
}
