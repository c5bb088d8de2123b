namespace Kubeadm.Engine.Ports.Node;

/// <summary>A file's new content, written beside the file and not yet in its place. Disposing of it removes what was not put there.</summary>
public interface IStagedFile : IDisposable
{
    /// <summary>Replaces the file with one rename.</summary>
    /// <exception cref="KubeadmException"><c>AccessDenied</c> or <c>FileSystemFailed</c>, with the file as its target. The file is as it was.</exception>
    void PutInPlace();
}
