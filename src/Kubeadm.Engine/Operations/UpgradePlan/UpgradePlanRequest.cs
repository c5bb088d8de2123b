using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;

namespace Kubeadm.Engine.Operations.UpgradePlan;

/// <summary>What is asked of a plan of an upgrade.</summary>
public sealed record UpgradePlanRequest
{
    /// <summary>The version to go to, or a label; null for those that there are.</summary>
    public string? Version { get; init; }

    /// <summary>The text of a configuration file with an UpgradeConfiguration; null for none.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The flags that stand for fields of the configuration.</summary>
    public UpgradePlanFlags Flags { get; init; } = new();

    /// <summary>The kubeconfig's path; null means the one that kubeadm finds.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Preflight checks whose errors are warnings.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];
}
