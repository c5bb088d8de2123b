namespace Kubeadm;

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
    public bool IsPreview { get; init; }

    /// <summary>Whether the target is a release candidate.</summary>
    public bool IsReleaseCandidate { get; init; }

    /// <summary>Whether the upgrade may be done: no rule of versions is broken, and nothing is known that would end it.</summary>
    public bool CanBeApplied => IsUpgrade && Problems.Count == 0;

    /// <summary>What is to be done next, as a command; empty where there is nothing.</summary>
    public string NextStep { get; init; } = "";

    /// <summary>The components, each with its node, in kubeadm's order.</summary>
    public required KubeList<KubeUpgradeComponent> Components { get; init; }

    /// <summary>How many components there are, in a line.</summary>
    public string ComponentSummary
    {
        get
        {
            var manual = Components.Count(component => component.IsManual);
            return $"{Components.Count - manual}, and {manual} kubelets by hand";
        }
    }

    /// <summary>How the components' configurations stand.</summary>
    public required KubeList<KubeComponentConfig> ComponentConfigs { get; init; }

    /// <summary>What would end the upgrade before it begins.</summary>
    public required KubeList<string> Problems { get; init; }

    /// <summary>The rules of versions that the upgrade would break; they are among <see cref="Problems"/> too.</summary>
    public required KubeList<VersionFinding> VersionFindings { get; init; }

    /// <summary>What people changed by hand, and whether the upgrade takes it away.</summary>
    public required KubeList<UpgradeDrift> Drift { get; init; }

    /// <summary>How many changes by hand the upgrade takes away.</summary>
    public int LostEdits => Drift.Count(drift => drift.Outcome == UpgradeDrift.Lost);

    /// <summary>The nodes whose kubelet is older than the cluster.</summary>
    public required KubeList<NodeVersion> NodesBehind { get; init; }

    /// <summary>This node's certificates that end within 90 days. An upgrade renews leaves whose authority has its key here.</summary>
    public required KubeList<KubeCertificate> ExpiringCertificates { get; init; }

    /// <summary>The endpoints of etcd that are not healthy; empty where etcd is external or was not asked.</summary>
    public required KubeList<EtcdEndpointHealth> UnhealthyEtcd { get; init; }

    /// <summary>What else a person should know before the upgrade.</summary>
    public required KubeList<string> Warnings { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsUpgrade ? $"{ClusterVersion} to {TargetVersion}" : $"{ClusterVersion}: nothing to upgrade to";
}
