namespace Kubeadm.Engine.Configuration.Flags;

/// <summary>
/// The flags of <c>kubeadm upgrade plan</c> that stand for fields of the configuration. Null means not given.
/// With a configuration file, none may be given.
/// </summary>
public sealed record UpgradePlanFlags
{
    /// <summary><c>--allow-experimental-upgrades</c>.</summary>
    public bool? AllowExperimentalUpgrades { get; init; }

    /// <summary><c>--allow-release-candidate-upgrades</c>.</summary>
    public bool? AllowReleaseCandidateUpgrades { get; init; }

    /// <summary><c>--etcd-upgrade</c>.</summary>
    public bool? EtcdUpgrade { get; init; }

    /// <summary><c>--print-config</c>.</summary>
    public bool? PrintConfig { get; init; }
}
