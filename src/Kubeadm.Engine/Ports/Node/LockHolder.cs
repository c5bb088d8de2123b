using System.Globalization;
using System.Text;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>The run that has a lock.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Command">What it does.</param>
/// <param name="Since">When it took the lock.</param>
public sealed record LockHolder(int ProcessId, string Command, DateTimeOffset Since)
{
    /// <summary>The error of whoever wants the lock too.</summary>
    /// <param name="holder">Who has it; null where that cannot be told, because it has taken it just now.</param>
    /// <param name="command">What the other run wants to do.</param>
    public static KubeadmException Refuse(LockHolder? holder, string command)
    {
        var who = holder is null
            ? "another run"
            : string.Create(CultureInfo.InvariantCulture, $"process {holder.ProcessId} ({holder.Command}), since {holder.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        return new KubeadmException("NodeLocked", $"{command}: what it would change is being changed by {who}")
        {
            Kind = KubeadmErrorKind.AlreadyExists,
            Target = holder?.ProcessId,
            Remedy = "Wait until that run has ended, then run this again.",
        };
    }

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
