using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Upgrades.Drift;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>What an upgrade of a cluster to one version would do, and what stands in its way.</summary>
public sealed record KubeUpgradePlan
{
    /// <summary>The version to come, <c>v1.36.3</c>; that of the cluster where there is nothing to upgrade to.</summary>
    public required string TargetVersion { get; init; }

    /// <summary>The version of the newest API server.</summary>
    public required string ClusterVersion { get; init; }

    /// <summary>The version that this program stands for.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The version of this program, or of kubeadm, that the upgrade takes.</summary>
    public required string RequiredToolVersion { get; init; }

    /// <summary>What kind of version the target is: <c>version in the v1.36 series</c>, <c>stable version</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Who named the target: a person (<c>Requested</c>), the release server (<c>ReleaseServer</c>) or, where that did not answer, this program (<c>OwnRelease</c>).</summary>
    public required string Source { get; init; }

    /// <summary>Whether there is an upgrade: the target is newer than the cluster.</summary>
    public required bool IsUpgrade { get; init; }

    /// <summary>Whether the target is an alpha, a beta or a release candidate.</summary>
    public bool IsPreview => KubernetesVersion.TryParse(TargetVersion, out var target) && target.IsPreview;

    /// <summary>Whether the target is a release candidate.</summary>
    public bool IsReleaseCandidate => KubernetesVersion.TryParse(TargetVersion, out var target) && target.IsReleaseCandidate;

    /// <summary>Whether the upgrade may be done: no rule of versions is broken, and nothing is known that would end it.</summary>
    public bool CanBeApplied => IsUpgrade && Problems.Count == 0;

    /// <summary>What is to be done next, as a command; empty where there is nothing.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>The components, each with its node, in kubeadm's order.</summary>
    public required IReadOnlyList<KubeUpgradeComponent> Components { get; init; }

    /// <summary>How the components' configurations stand.</summary>
    public required IReadOnlyList<KubeComponentConfig> ComponentConfigs { get; init; }

    /// <summary>What would end the upgrade before it begins.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The rules of versions that the upgrade would break; they are among <see cref="Problems"/> too.</summary>
    public required IReadOnlyList<VersionFinding> VersionFindings { get; init; }

    /// <summary>What people changed by hand, and whether the upgrade takes it away.</summary>
    public required IReadOnlyList<UpgradeDrift> Drift { get; init; }

    /// <summary>The nodes whose kubelet is older than the cluster.</summary>
    public required IReadOnlyList<NodeVersion> NodesBehind { get; init; }

    /// <summary>This node's certificates that end within 90 days. An upgrade renews leaves whose authority has its key here.</summary>
    public required IReadOnlyList<KubeCertificate> ExpiringCertificates { get; init; }

    /// <summary>The endpoints of etcd that are not healthy; empty where etcd is external or was not asked.</summary>
    public required IReadOnlyList<EtcdEndpointHealth> UnhealthyEtcd { get; init; }

    /// <summary>What else a person should know before the upgrade.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsUpgrade ? $"{ClusterVersion} to {TargetVersion}" : $"{ClusterVersion}: nothing to upgrade to";
}
