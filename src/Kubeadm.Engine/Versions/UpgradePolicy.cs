namespace Kubeadm.Engine.Versions;

/// <summary>
/// Which versions a control plane may go to: kubeadm's version skew policy
/// (https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#version-skew-policy).
/// Which rules a person may overrule is as in kubeadm; a preview may break more of them than a release.
/// </summary>
/// <param name="releases">The releases that are known; the newest is this program's own.</param>
public sealed class UpgradePolicy(ReleaseTable releases)
{
    private readonly KubernetesRelease _own = releases.Current;

    private KubernetesVersion Tool => _own.Current;

    /// <summary>All rules that an upgrade would break, those that cannot be overruled first; empty when it may be done.</summary>
    public IReadOnlyList<VersionFinding> Check(UpgradeVersions versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        IEnumerable<VersionFinding?> found =
        [
            TargetTooOld(versions), UpgradeTooFar(versions), DowngradeTooFar(versions), TargetNewerThanTool(versions), TargetOfOlderMinor(versions),
            TargetIsPreview(versions), .. Kubelets(versions),
        ];
        return [.. found.OfType<VersionFinding>().OrderBy(finding => finding.CanBeForced)];
    }

    /// <summary>Refuses an upgrade that breaks rules, all of them named at once.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="force">Whether rules that can be overruled are.</param>
    /// <returns>The rules that were overruled.</returns>
    /// <exception cref="KubeadmException"><c>VersionNotAllowed</c>: rules are broken that are not overruled.</exception>
    public IReadOnlyList<VersionFinding> Enforce(UpgradeVersions versions, bool force)
    {
        var findings = Check(versions);
        return findings.All(finding => finding.CanBeForced && force) ? findings : throw VersionErrors.NotAllowed(versions.Target, findings);
    }

    private VersionFinding? TargetTooOld(UpgradeVersions versions) => versions.Target >= _own.MinimumControlPlane ? null : new(
        nameof(TargetTooOld), CanBeForced: false,
        $"{versions.Target.ToTag()} is too old for this release, which deploys control planes from {_own.MinimumControlPlane.ToTag()} on");

    private static VersionFinding? UpgradeTooFar(UpgradeVersions versions) => versions.Target.MinorsAheadOf(versions.Cluster) <= VersionSkew.Upgrade ? null : new(
        nameof(UpgradeTooFar), versions.Target.IsPreview,
        $"{versions.Target.ToTag()} is more than {VersionSkew.Upgrade} minor version ahead of the cluster's {versions.Cluster.ToTag()}: go through each minor between them");

    private static VersionFinding? DowngradeTooFar(UpgradeVersions versions) => versions.Target.MinorsAheadOf(versions.Cluster) >= -VersionSkew.Downgrade ? null : new(
        nameof(DowngradeTooFar), versions.Target.IsPreview,
        $"{versions.Target.ToTag()} is more than {VersionSkew.Downgrade} minor version behind the cluster's {versions.Cluster.ToTag()}");

    private VersionFinding? TargetNewerThanTool(UpgradeVersions versions) => (versions.Target > Tool, versions.Target.MinorsAheadOf(Tool) > 0) switch
    {
        (false, _) => null,
        (_, true) => new(
            nameof(TargetNewerThanTool), versions.Target.IsPreview,
            $"{versions.Target.ToTag()} is of a newer minor than this release, {Tool.ToTag()}, which does not know it: update it first"),
        _ => new(
            nameof(TargetNewerThanTool), CanBeForced: true,
            $"{versions.Target.ToTag()} is newer than this release, {Tool.ToTag()}: update it first"),
    };

    private VersionFinding? TargetOfOlderMinor(UpgradeVersions versions) => versions.Target.MinorsAheadOf(Tool) >= 0 ? null : new(
        nameof(TargetOfOlderMinor), CanBeForced: true,
        $"this release, {Tool.ToTag()}, upgrades to Kubernetes {Tool.Series} only, not to {versions.Target.ToTag()}: use the one of that minor");

    private static VersionFinding? TargetIsPreview(UpgradeVersions versions)
    {
        var allowed = versions.AllowExperimental || (versions.AllowReleaseCandidate && versions.Target.IsReleaseCandidate);
        return !versions.Target.IsPreview || allowed ? null : new(
            nameof(TargetIsPreview), CanBeForced: true,
            $"{versions.Target.ToTag()} is a preview, and {(versions.Target.IsReleaseCandidate ? "release candidates" : "experimental versions")} were not allowed");
    }

    private static IEnumerable<VersionFinding> Kubelets(UpgradeVersions versions)
    {
        if (versions.Kubelets is not { } kubelets)
        {
            yield return new("KubeletsUnknown", CanBeForced: true, "the kubelets' versions could not be looked up");
            yield break;
        }

        var read = kubelets.Select(kubelet => (kubelet, Known: KubernetesVersion.TryParse(kubelet.Version, out var version), Version: version)).ToList();
        if (read.Where(one => !one.Known).Select(one => one.kubelet).ToList() is { Count: > 0 } unreadable)
        {
            yield return new("KubeletVersionUnreadable", CanBeForced: true, $"the version of these kubelets cannot be read: {Join(unreadable)}");
        }

        var old = read.Where(one => one.Known && versions.Target.MinorsAheadOf(one.Version) > VersionSkew.KubeletBehindControlPlane).Select(one => one.kubelet).ToList();
        if (old.Count > 0)
        {
            yield return new(
                "KubeletTooOld", CanBeForced: true,
                $"these kubelets are more than {VersionSkew.KubeletBehindControlPlane} minor versions behind {versions.Target.ToTag()}: {Join(old)}; upgrade them first");
        }
    }

    private static string Join(IEnumerable<NodeVersion> kubelets) => string.Join(
        "; ", kubelets.GroupBy(kubelet => kubelet.Version).Select(group => $"{group.Key} on {string.Join(", ", group.Select(kubelet => kubelet.Node))}"));
}
