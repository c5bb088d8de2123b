using Kubeadm.Engine.Configuration.Model;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>What a request and the configuration together say of an upgrade: what is asked for goes before the configuration.</summary>
public sealed record UpgradeSettings
{
    private static readonly TimeSpan DefaultManifestTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The version to go to, or a label of one; null means that of the cluster's configuration.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the certificates of replaced components are renewed.</summary>
    public required bool RenewsCertificates { get; init; }

    /// <summary>Whether etcd is upgraded where it runs on the nodes.</summary>
    public required bool UpgradesEtcd { get; init; }

    /// <summary>Whether alpha and beta versions may be gone to.</summary>
    public bool AllowsExperimental { get; init; }

    /// <summary>Whether release candidates may be gone to.</summary>
    public bool AllowsReleaseCandidates { get; init; }

    /// <summary>Whether to go on where a rule about versions says no that can be overruled.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether the configuration that the cluster keeps is said.</summary>
    public bool PrintsConfiguration { get; init; }

    /// <summary>The pull policy of images.</summary>
    public required string ImagePullPolicy { get; init; }

    /// <summary>Whether images are pulled one after the other; null means kubeadm's default.</summary>
    public bool? ImagePullSerial { get; init; }

    /// <summary>The configuration's preflight checks whose errors are warnings.</summary>
    public required IReadOnlyList<string> IgnoredChecks { get; init; }

    /// <summary>The configuration's folder of patches, if it names one.</summary>
    public string? Patches { get; init; }

    /// <summary>The time limits.</summary>
    public Timeouts? Timeouts { get; init; }

    /// <summary>How long a component may take until it runs by another manifest.</summary>
    internal TimeSpan ManifestTimeout => Timeouts?.UpgradeManifests ?? DefaultManifestTimeout;

    /// <summary>Puts together those of the upgrade of a first control-plane node.</summary>
    public static UpgradeSettings Of(UpgradeApplyRequest request, UpgradeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(configuration);
        var apply = configuration.Apply;
        return new UpgradeSettings
        {
            Version = request.Version ?? (apply.KubernetesVersion.Length > 0 ? apply.KubernetesVersion : null),
            RenewsCertificates = request.CertificateRenewal ?? apply.CertificateRenewal ?? true,
            UpgradesEtcd = request.EtcdUpgrade ?? apply.EtcdUpgrade ?? true,
            AllowsExperimental = request.AllowExperimentalUpgrades ?? apply.AllowExperimentalUpgrades ?? false,
            AllowsReleaseCandidates = request.AllowReleaseCandidateUpgrades ?? apply.AllowRcUpgrades ?? false,
            IsForced = request.Force ?? apply.ForceUpgrade ?? false,
            PrintsConfiguration = request.PrintsConfiguration ?? apply.PrintConfig ?? false,
            ImagePullPolicy = apply.ImagePullPolicy,
            ImagePullSerial = apply.ImagePullSerial,
            IgnoredChecks = apply.IgnorePreflightErrors,
            Patches = apply.Patches?.Directory,
            Timeouts = configuration.Timeouts,
        };
    }

    /// <summary>Puts together those of the upgrade of any other node.</summary>
    public static UpgradeSettings Of(UpgradeRequest request, UpgradeConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(configuration);
        var node = configuration.Node;
        return new UpgradeSettings
        {
            RenewsCertificates = request.CertificateRenewal ?? node.CertificateRenewal ?? true,
            UpgradesEtcd = request.EtcdUpgrade ?? node.EtcdUpgrade ?? true,
            ImagePullPolicy = node.ImagePullPolicy,
            ImagePullSerial = node.ImagePullSerial,
            IgnoredChecks = node.IgnorePreflightErrors,
            Patches = node.Patches?.Directory,
            Timeouts = configuration.Timeouts,
        };
    }
}
