namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>The life of a process that changes a machine: it may be killed before a given change, and does nothing any more then.</summary>
internal sealed class Life
{
    private int _changes;

    /// <summary>The number of the change, from 1, that is not made any more; null for a long life.</summary>
    public int? EndsAt { get; set; }

    /// <summary>How many changes were made or begun.</summary>
    public int Changes => _changes;

    /// <summary>Throws where the process is dead.</summary>
    public void RequireAlive()
    {
        if (_changes >= EndsAt)
        {
            throw new KilledException();
        }
    }

    /// <summary>A change is about to be made.</summary>
    public void Change()
    {
        RequireAlive();
        Interlocked.Increment(ref _changes);
        RequireAlive();
    }
}

/// <summary>Stands for the end of a process: no code of the engine knows it, so that nothing is put right on the way out.</summary>
internal sealed class KilledException() : Exception("killed");
