using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>A log to which nothing is sent, and which is there on every machine: nothing happens that it would tell of.</summary>
public sealed class RecordingJournal : IJournal
{
    /// <inheritdoc/>
    public void Require()
    {
        // A dry run needs none.
    }

    /// <inheritdoc/>
    public void Send(JournalEntry entry)
    {
        // Nothing was changed.
    }
}
