using Kubeadm.Engine.Ports.Node.Linux;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>Locks of this machine: files that nobody else may open, in a folder that is gone after a restart.</summary>
/// <param name="clock">The clock for the time at which a lock is taken.</param>
public sealed class LocalNodeLock(TimeProvider clock) : INodeLock
{
    private const string FolderName = "kubeadm-ps";

    /// <inheritdoc/>
    public IDisposable Take(string command, params string[] folders)
    {
        var held = new HeldLocks();
        if (FindFolder() is not { } folder)
        {
            return held;
        }

        try
        {
            var holder = new LockHolder(Environment.ProcessId, command, clock.GetUtcNow());
            foreach (var name in LockScope.NamesOf(folders.Select(Path.GetFullPath), LinkResolver.Resolve))
            {
                held.Add(OperatingSystem.IsLinux() ? LinuxLock.Take(folder, name, holder) : PortableLock.Take(folder, name, holder));
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Root's is in <c>/run</c>, in which nobody else may write. Others can only change what is theirs, so theirs is in their own
    /// runtime folder; where a system gives them none, nothing is locked.
    /// </summary>
    private static string? FindFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), FolderName);
        }

        if (Environment.IsPrivilegedProcess)
        {
            return "/run/" + FolderName;
        }

        var own = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        return !string.IsNullOrEmpty(own) && Path.IsPathFullyQualified(own) && Directory.Exists(own) ? Path.Combine(own, FolderName) : null;
    }
}
