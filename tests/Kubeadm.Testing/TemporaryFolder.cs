namespace Kubeadm.Testing;

/// <summary>A new folder with a short path, gone at the end of the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Creates the folder.</summary>
    /// <param name="parent">The folder that it is made in; null means the system's for temporary files.</param>
    public TemporaryFolder(string? parent = null) => Path = parent is null
        ? Directory.CreateTempSubdirectory("kubeadm-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(parent, "kubeadm-" + Guid.NewGuid().ToString("N"))).FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that was just stopped may still hold a mount; the system's own cleaning of temporary files takes it.
        }
    }
}
