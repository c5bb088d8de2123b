namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>
/// A folder of this machine's temporary directory, for its owner alone, which goes with the object. A dry run works in one: it is no
/// part of the node that the run would change, so it is not the <see cref="INodeFileSystem"/> of that node that makes it.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    /// <summary>Creates the folder.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <exception cref="IOException">The temporary directory is full or not writable.</exception>
    public ScratchFolder(string prefix) => _folder = Directory.CreateTempSubdirectory(prefix);

    /// <summary>The folder's path.</summary>
    public string Path => _folder.FullName;

    /// <summary>Removes the folder with all that is in it.</summary>
    public void Dispose() => _folder.Delete(recursive: true);
}
