using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Operations.Tokens;

/// <summary>What a person asked of <c>token create</c>. Null means not given.</summary>
public sealed record TokenRequest
{
    /// <summary>The text of a configuration file whose bootstrap tokens are made, or null.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>Flags that describe the tokens in the place of a file.</summary>
    public TokenFlags Flags { get; init; } = new();

    /// <summary>The kubeconfig's path; null means the one that kubeadm finds.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Whether nothing is really written.</summary>
    public bool DryRun { get; init; }

    /// <summary>How a dry run shows what would have been written.</summary>
    public DryRunForm DryRunForm { get; init; }
}
