using System.Globalization;

namespace Kubeadm.Engine.Ports.Node;

/// <summary>The error of a node's lock.</summary>
internal static class LockErrors
{
    /// <summary>Another run has the lock.</summary>
    /// <param name="holder">Who has it; null where that cannot be told, because it has taken it just now.</param>
    /// <param name="command">What the run that is refused wants to do.</param>
    public static KubeadmException NodeLocked(LockHolder? holder, string command)
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
}
