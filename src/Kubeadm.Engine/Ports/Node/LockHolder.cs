using System.Globalization;
using System.Text;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>The run that has a lock.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Command">What it does.</param>
/// <param name="Since">When it took the lock.</param>
public sealed record LockHolder(int ProcessId, string Command, DateTimeOffset Since)
{
    /// <summary>The text that is kept in the lock's file.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ProcessId}\n{Since.UtcDateTime:O}\n{Command}\n"));

    /// <summary>Reads the text in a lock's file; null when it is not complete yet.</summary>
    public static LockHolder? Parse(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetString(content).Split('\n') is [var process, var since, var command, ..]
        && int.TryParse(process, CultureInfo.InvariantCulture, out var id)
        && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new LockHolder(id, command, time)
            : null;
}
