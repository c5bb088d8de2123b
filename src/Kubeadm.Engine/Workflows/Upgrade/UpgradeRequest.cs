using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>What a person asked of an upgrade, of whichever node. Null means not given.</summary>
public record UpgradeRequest : NodeRequest
{
    /// <summary>The kubeconfig with which the cluster is reached; null means the administrator's, on a worker the kubelet's.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>
    /// Whether a dry run without a kubeconfig fails as the run itself does; else it takes a cluster of kubeadm's own making. For those who
    /// want to know what the run itself would change.
    /// </summary>
    public bool NeedsCluster { get; init; }

    /// <summary>Whether the certificates of replaced components are renewed; yes unless the configuration says otherwise.</summary>
    public bool? CertificateRenewal { get; init; }

    /// <summary>Whether etcd is upgraded; yes unless the configuration says otherwise.</summary>
    public bool? EtcdUpgrade { get; init; }

    /// <summary>What a configuration file says instead, where there is one.</summary>
    internal virtual IEnumerable<GivenValue> NotBesideFile =>
        [new($"{Part}.certificateRenewal", nameof(CertificateRenewal), CertificateRenewal), new($"{Part}.etcdUpgrade", nameof(EtcdUpgrade), EtcdUpgrade)];

    /// <summary>The part of a configuration file that is about this upgrade.</summary>
    private protected virtual string Part => "node";
}

/// <summary>What a person asked of the upgrade of a first control-plane node, with which that of the cluster begins. Null means not given.</summary>
public sealed record UpgradeApplyRequest : UpgradeRequest
{
    /// <summary>Asks for nothing yet.</summary>
    public UpgradeApplyRequest()
    {
    }

    /// <summary>Takes over what is asked of an upgrade of whichever node.</summary>
    public UpgradeApplyRequest(UpgradeRequest common)
        : base(common)
    {
    }

    /// <summary>The version to go to; null means that of the configuration.</summary>
    public string? Version { get; init; }

    /// <summary>Whether alpha and beta versions may be gone to.</summary>
    public bool? AllowExperimentalUpgrades { get; init; }

    /// <summary>Whether release candidates may be gone to.</summary>
    public bool? AllowReleaseCandidateUpgrades { get; init; }

    /// <summary>Whether to go on where a rule about versions says no that can be overruled.</summary>
    public bool? Force { get; init; }

    /// <summary>Whether the configuration that the cluster keeps is said, with the version that is gone to.</summary>
    public bool? PrintsConfiguration { get; init; }

    /// <inheritdoc/>
    internal override IEnumerable<GivenValue> NotBesideFile =>
    [
        .. base.NotBesideFile,
        new($"{Part}.allowExperimentalUpgrades", nameof(AllowExperimentalUpgrades), AllowExperimentalUpgrades),
        new($"{Part}.allowRCUpgrades", nameof(AllowReleaseCandidateUpgrades), AllowReleaseCandidateUpgrades),
        new($"{Part}.forceUpgrade", nameof(Force), Force),
        new($"{Part}.printConfig", "PrintConfig", PrintsConfiguration),
    ];

    private protected override string Part => "apply";
}
