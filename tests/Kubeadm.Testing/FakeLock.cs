using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Testing;

/// <summary>A lock that a test gives a holder; what is taken and let go is noted.</summary>
public sealed class FakeLock : INodeLock
{
    private readonly List<string> _notes = [];

    /// <summary>Another run that has it; null for none.</summary>
    public LockHolder? Holder { get; set; }

    /// <summary>What was done, in order: <c>take init: /etc/kubernetes</c>, <c>release init</c>.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes)
            {
                return [.. _notes];
            }
        }
    }

    public IDisposable Take(string command, params string[] folders)
    {
        if (Holder is not null)
        {
            throw LockErrors.NodeLocked(Holder, command);
        }

        Note($"take {command}: {string.Join(' ', folders)}");
        return new Release(() => Note($"release {command}"));
    }

    private void Note(string note)
    {
        lock (_notes)
        {
            _notes.Add(note);
        }
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
