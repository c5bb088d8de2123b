using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;

namespace Kubeadm.Engine.Operations.UpgradeDiff;

/// <summary>What is asked of a comparison of an upgrade.</summary>
public sealed record UpgradeDiffRequest
{
    /// <summary>The version to go to, or a label; null for the configuration's, or else the one that the cluster has.</summary>
    public string? Version { get; init; }

    /// <summary>The text of a configuration file with an UpgradeConfiguration; null for none.</summary>
    public ConfigurationText? Configuration { get; init; }

    /// <summary>The flags that stand for fields of the configuration.</summary>
    public UpgradeDiffFlags Flags { get; init; } = new();

    /// <summary>The kubeconfig's path; null means the one that kubeadm finds.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Whether the cluster's objects are compared too.</summary>
    public bool WithCluster { get; init; }
}
