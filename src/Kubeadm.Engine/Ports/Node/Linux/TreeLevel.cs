using Microsoft.Win32.SafeHandles;

namespace Kubeadm.Engine.Ports.Node.Linux;

/// <summary>A folder on a way down, and the names in it that are still to be looked at.</summary>
/// <param name="name">Its name in the folder above, ended by a zero.</param>
/// <param name="status">What tells it from other folders.</param>
internal sealed class TreeLevel(byte[] name, LinuxFileStatus status)
{
    private readonly Queue<FolderEntry> _entries = new();

    /// <summary>Its name in the folder above, ended by a zero.</summary>
    public byte[] Name { get; } = name;

    /// <summary>Its facts when it was entered.</summary>
    public LinuxFileStatus Status { get; } = status;

    /// <summary>The open folder; null while too many further down are open.</summary>
    public SafeFileHandle? Handle { get; set; }

    /// <summary>The descriptor; only while it is open.</summary>
    public int Descriptor => (int)Handle!.DangerousGetHandle();

    /// <summary>How often its names were read.</summary>
    public int Reads { get; private set; }

    /// <summary>Whether there may be more names than those that were read.</summary>
    public bool MayHaveMore { get; private set; } = true;

    /// <summary>The next name.</summary>
    public bool TryTake(out FolderEntry entry) => _entries.TryDequeue(out entry);

    /// <summary>Reads names, from the first one.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="shown">Creates the folder's path, for the error.</param>
    public void Read(int most, Func<string> shown)
    {
        using var reader = new FolderReader(Descriptor, shown);
        var entries = reader.Read(most);
        entries.ForEach(_entries.Enqueue);
        MayHaveMore = entries.Count == most;
        Reads++;
    }
}
