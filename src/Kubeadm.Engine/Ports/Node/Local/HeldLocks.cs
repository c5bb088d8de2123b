namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>Locks that a run has taken.</summary>
internal sealed class HeldLocks : IDisposable
{
    private readonly Stack<IDisposable> _locks = new();

    /// <summary>Adds one.</summary>
    public void Add(IDisposable held) => _locks.Push(held);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_locks.TryPop(out var held))
        {
            held.Dispose();
        }
    }
}
