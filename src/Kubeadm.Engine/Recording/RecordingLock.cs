using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>Locks that are not taken: what changes nothing stands in nobody's way, and waits for nobody.</summary>
public sealed class RecordingLock : INodeLock
{
    /// <inheritdoc/>
    public IDisposable Take(string command, params string[] folders) => NoLock.Instance;

    private sealed class NoLock : IDisposable
    {
        public static NoLock Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
