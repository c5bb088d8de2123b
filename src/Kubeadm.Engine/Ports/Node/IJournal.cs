namespace Kubeadm.Engine.Ports.Node;

/// <summary>The log of the operating system: journald, or the event log of Windows.</summary>
public interface IJournal
{
    /// <summary>Checks that it is there.</summary>
    /// <exception cref="KubeadmException"><c>JournalNotFound</c>: the machine has none, or none that answers.</exception>
    void Require();

    /// <summary>Sends an entry. Does not wait longer than a moment for a log that takes nothing.</summary>
    /// <exception cref="KubeadmException"><c>JournalFailed</c>: it did not take it.</exception>
    void Send(JournalEntry entry);
}
