namespace Kubeadm.Engine.Versions;

/// <summary>Releases of kubeadm and what each deploys. The newest is the one that this program stands for; a further minor is one more entry.</summary>
public sealed class ReleaseTable
{
    private readonly KubernetesRelease[] _releases;

    /// <summary>Creates a table.</summary>
    /// <param name="releases">At least one release, one for a minor, in any order.</param>
    public ReleaseTable(IEnumerable<KubernetesRelease> releases)
    {
        ArgumentNullException.ThrowIfNull(releases);
        _releases = [.. releases.OrderBy(release => release.Current)];
        ArgumentOutOfRangeException.ThrowIfZero(_releases.Length, nameof(releases));
    }

    /// <summary>Every release, oldest first.</summary>
    public IReadOnlyList<KubernetesRelease> All => _releases;

    /// <summary>The release that this program stands for: the newest.</summary>
    public KubernetesRelease Current => _releases[^1];

    /// <summary>The same table with further releases.</summary>
    public ReleaseTable With(params KubernetesRelease[] further) => new(_releases.Concat(further));

    /// <summary>The release of a version's minor; null when the table has none.</summary>
    public KubernetesRelease? Find(KubernetesVersion version) => Array.Find(_releases, release => release.Current.MinorsAheadOf(version) == 0);
}
