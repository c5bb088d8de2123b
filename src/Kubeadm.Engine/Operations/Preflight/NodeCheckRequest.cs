using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Operations.Preflight;

/// <summary>What a machine is checked for.</summary>
public sealed record NodeCheckRequest
{
    /// <summary>The workflow, a word of <see cref="NodeCheckWorkflow"/> in upper or lower case.</summary>
    public string Workflow { get; init; } = NodeCheckWorkflow.Init;

    /// <summary>The text of a configuration file; null for the defaults.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The container runtime's socket; null means the configuration's. An upgrade takes the node's own.</summary>
    public string? CriSocket { get; init; }

    /// <summary>The version of Kubernetes that the machine is to run; null means the configuration's. A join has the cluster's.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>The kubeconfig's path; null means the one that kubeadm finds. Only an upgrade's checks look at the cluster.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Checks whose errors do not count.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];
}
