namespace Kubeadm.Testing;

/// <summary>A new folder with a short path, gone at the end of the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kubeadm-").FullName;

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
