using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Testing;

/// <summary>A log that notes what is sent to it.</summary>
public sealed class FakeJournal : IJournal
{
    private readonly List<JournalEntry> _entries = [];

    /// <summary>What it throws when it is looked for; null for a machine that has it.</summary>
    public Exception? Missing { get; set; }

    /// <summary>What it throws of each entry; null where it takes them.</summary>
    public Exception? Problem { get; set; }

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    public void Require()
    {
        if (Missing is not null)
        {
            throw Missing;
        }
    }

    public void Send(JournalEntry entry)
    {
        if (Problem is not null)
        {
            throw Problem;
        }

        lock (_entries)
        {
            _entries.Add(entry);
        }
    }
}
