namespace Kubeadm.Engine.Recording;

/// <summary>Every file at its absolute path below a folder that stands for the root of the file system.</summary>
/// <param name="root">The folder.</param>
public sealed class FolderLayout(string root) : IDryRunLayout
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(root);

    /// <inheritdoc/>
    public string LocationOf(string path) =>
        _root + Path.DirectorySeparatorChar + path.Replace(":", "", StringComparison.Ordinal).TrimStart('/', '\\');

    /// <inheritdoc/>
    public bool IsKept(string path) => false;

    /// <inheritdoc/>
    public bool IsPrintable(string path) => false;

    /// <inheritdoc/>
    public bool KeepsEmptyFolder(string path) => true;

    /// <inheritdoc/>
    public bool IsShared(string path) => false;
}
