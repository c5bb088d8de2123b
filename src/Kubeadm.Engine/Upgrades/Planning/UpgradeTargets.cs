using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>
/// Works out to which versions a cluster can be upgraded, by the rules of <c>kubeadm upgrade plan</c>; what the release server did not
/// tell is left out, and no version is called one of a series that it is not of.
/// </summary>
/// <param name="cluster">The cluster's version.</param>
/// <param name="own">This program's own release.</param>
public sealed class UpgradeTargets(KubernetesVersion cluster, KubernetesVersion own)
{
    private const string StableDescription = "stable version";

    /// <summary>The version that a person asked for; none where it is not newer than the cluster's.</summary>
    public IReadOnlyList<UpgradeTarget> Of(KubernetesVersion requested) =>
        requested > cluster ? [new(requested, Describe(requested, "version that was asked for"), UpgradeTarget.Requested, Newer(own, requested))] : [];

    /// <summary>The versions that offer themselves, oldest kind first.</summary>
    /// <param name="known">What the release server told.</param>
    /// <param name="experimental">Whether alpha and beta versions may be targets.</param>
    /// <param name="candidates">Whether release candidates may be targets.</param>
    public IReadOnlyList<UpgradeTarget> Of(KnownReleases known, bool experimental, bool candidates)
    {
        ArgumentNullException.ThrowIfNull(known);
        return [.. Releases(known), .. Previews(known, experimental, candidates)];
    }

    private IEnumerable<UpgradeTarget> Releases(KnownReleases known)
    {
        var stable = known.Stable ?? own;
        var source = known.Stable is null ? UpgradeTarget.OwnRelease : UpgradeTarget.ReleaseServer;
        if (stable < cluster)
        {
            yield break;
        }

        if (known.Series is { } patch && patch > cluster)
        {
            yield return new(patch, SeriesDescription, UpgradeTarget.ReleaseServer, Newer(own, patch));
        }

        if ((known.Series ?? cluster) < stable)
        {
            yield return new(stable, Describe(stable, StableDescription), source, stable);
        }
    }

    private IEnumerable<UpgradeTarget> Previews(KnownReleases known, bool experimental, bool candidates)
    {
        if (candidates && known.Previous is { IsReleaseCandidate: true } candidate && candidate > cluster)
        {
            yield return new(candidate, "release candidate version", UpgradeTarget.ReleaseServer, candidate);
        }

        if (experimental && known.Latest is { } latest && latest > cluster)
        {
            // The first alpha of a minor is tagged when the branch before it is cut, and has nothing that the branch does not have.
            var version = latest.PreRelease == "alpha.0" && known.Previous is { } previous ? previous : latest;
            yield return new(version, "experimental version", UpgradeTarget.ReleaseServer, version);
        }
    }

    private string SeriesDescription => $"version in the v{cluster.Series} series";

    private string Describe(KubernetesVersion version, string otherwise) => version.MinorsAheadOf(cluster) == 0 ? SeriesDescription : otherwise;

    private static KubernetesVersion Newer(KubernetesVersion a, KubernetesVersion b) => a < b ? b : a;
}
