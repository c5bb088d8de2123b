using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// kubeadm's layout: certificates, kubeconfigs, manifests and the kubelet's files lie in one folder by the names that they have in theirs.
/// What kubeadm would not leave there has its absolute path below <c>root</c>.
/// </summary>
internal sealed class FlatLayout : IDryRunLayout
{
    private const string KubeconfigExtension = ".conf";

    private readonly string _folder;
    private readonly FolderLayout _rest;
    private readonly string _certificates;
    private readonly string _kubeconfigs;
    private readonly string[] _places;

    /// <summary>Writes files into a folder.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="rest">The folder for what has no place in kubeadm's layout; it is made when it is needed.</param>
    /// <param name="options">The folders of certificates and kubeconfigs.</param>
    public FlatLayout(string folder, string rest, DryRunOptions options)
    {
        _folder = folder;
        _rest = new FolderLayout(rest);
        _certificates = Path.TrimEndingDirectorySeparator(options.CertificatesDirectory);
        _kubeconfigs = Path.TrimEndingDirectorySeparator(options.KubeconfigDirectory);

        // Folders inside others come first, for a file belongs to the innermost.
        _places =
        [
            .. new[] { _certificates, _kubeconfigs, KubernetesPaths.ManifestsDirectory, KubernetesPaths.KubeletDirectory, KubernetesPaths.ConfigurationDirectory }
                .Distinct(StringComparer.Ordinal).OrderByDescending(place => place.Length),
        ];
    }

    /// <inheritdoc/>
    /// <remarks>The folders around a place lead to the folder too.</remarks>
    public string LocationOf(string path)
    {
        if (Array.Find(_places, place => IsAtOrBelow(path, place)) is { } place)
        {
            return Path.TrimEndingDirectorySeparator(Path.Join(_folder, path[place.Length..]));
        }

        return Array.Exists(_places, place => IsAtOrBelow(place, path)) ? _folder : _rest.LocationOf(path);
    }

    /// <inheritdoc/>
    /// <remarks>kubeadm looks for credentials before it makes them; manifests and the kubelet's files it writes anew.</remarks>
    public bool IsKept(string path) =>
        IsAtOrBelow(path, _certificates) || (path.EndsWith(KubeconfigExtension, StringComparison.Ordinal) && FolderOf(path) == _kubeconfigs);

    /// <inheritdoc/>
    public bool IsPrintable(string path) => !IsKept(path) && FolderOf(path) is KubernetesPaths.ManifestsDirectory or KubernetesPaths.KubeletDirectory;

    /// <inheritdoc/>
    public bool KeepsEmptyFolder(string path) => Array.Exists(_places, place => IsAtOrBelow(path, place));

    /// <inheritdoc/>
    public bool IsShared(string path) => LocationOf(path) == _folder;

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private static bool IsAtOrBelow(string path, string place) =>
        path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] == '/');
}
