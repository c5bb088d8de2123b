using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Records of runs to which none is added: what changes nothing leaves no trace.</summary>
/// <param name="inner">The records that are there.</param>
public sealed class RecordingRunStore(IRunStore inner) : IRunStore
{
    /// <inheritdoc/>
    public string Folder => inner.Folder;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => inner.Names();

    /// <inheritdoc/>
    public byte[] Read(string name) => inner.Read(name);

    /// <inheritdoc/>
    public void Save(string name, byte[] content)
    {
        // There was no run.
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        // What is there stays.
    }
}
