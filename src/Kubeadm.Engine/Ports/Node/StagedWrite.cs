namespace Kubeadm.Engine.Ports.Node;

/// <summary>A staged file of a file system in which nothing can be in the way: it is written when it is put in its place.</summary>
internal sealed class StagedWrite(INodeFileSystem files, string path, byte[] content, UnixFileMode mode) : IStagedFile
{
    /// <inheritdoc/>
    public void PutInPlace() => files.WriteAllBytes(path, content, mode);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
