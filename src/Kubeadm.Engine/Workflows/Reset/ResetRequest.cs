using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>What a person asked of <c>reset</c>. Null means not given. Consent is the front end's matter.</summary>
public sealed record ResetRequest : WorkflowRequest
{
    /// <summary>Flags that stand for fields of the configuration.</summary>
    public ResetFlags Flags { get; init; } = new();

    /// <summary>
    /// Folders that may be emptied whatever is in them: one of certificates (<see cref="Flags"/>) that holds other files too, or
    /// etcd's default data folder where nothing says that it is this node's.
    /// </summary>
    public IReadOnlyList<string> AllowedDirectories { get; init; } = [];

    /// <summary>The kubeconfig with which the cluster is asked for its configuration; null means the administrator's.</summary>
    public string? Kubeconfig { get; init; }
}
