using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Upgrades.Planning;

/// <summary>A version that a cluster can be upgraded to.</summary>
/// <param name="Version">The version.</param>
/// <param name="Description">What kind of version it is, as kubeadm calls it: <c>version in the v1.36 series</c>, <c>stable version</c>.</param>
/// <param name="Source">Who named it.</param>
/// <param name="Tool">The version of kubeadm that the upgrade takes.</param>
public sealed record UpgradeTarget(KubernetesVersion Version, string Description, string Source, KubernetesVersion Tool)
{
    /// <summary>The source of a version that a person asked for.</summary>
    public const string Requested = "Requested";

    /// <summary>The source of a version that the release server named.</summary>
    public const string ReleaseServer = "ReleaseServer";

    /// <summary>The source of a version that is this program's own, as the release server did not answer.</summary>
    public const string OwnRelease = "OwnRelease";
}
