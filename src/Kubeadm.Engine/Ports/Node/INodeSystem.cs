namespace Kubeadm.Engine.Ports.Node;

/// <summary>Facts of the operating system.</summary>
public interface INodeSystem
{
    /// <summary>Whether the node runs Windows.</summary>
    bool IsWindows { get; }

    /// <summary>Whether the user has the rights to administer the machine.</summary>
    bool IsPrivileged { get; }

    /// <summary>Processors the process can use.</summary>
    int ProcessorCount { get; }

    /// <summary>Memory of the machine in bytes.</summary>
    long TotalMemory { get; }

    /// <summary>The machine's architecture as Go names it: <c>amd64</c>, <c>arm64</c>, …</summary>
    string Architecture { get; }

    /// <summary>The kernel's release, for example <c>6.1.0-21-amd64</c>.</summary>
    string KernelRelease { get; }

    /// <summary>Whether swap is on.</summary>
    bool IsSwapOn { get; }

    /// <summary>Mount points at or below a path, deepest first.</summary>
    IReadOnlyList<string> MountsBelow(string path);

    /// <summary>Unmounts a mount point.</summary>
    /// <param name="mountPoint">The mount point.</param>
    /// <param name="flags">The kernel's unmount flags (MNT_FORCE 1, MNT_DETACH 2, MNT_EXPIRE 4, UMOUNT_NOFOLLOW 8).</param>
    void Unmount(string mountPoint, int flags);

    /// <summary>The account that the process runs under.</summary>
    string UserName { get; }

    /// <summary>This process.</summary>
    int ProcessId { get; }

    /// <summary>
    /// What tells a process from every other that had its number or will have it, also after the machine was started again; null where
    /// no process has the number.
    /// </summary>
    string? IdentityOf(int processId);

    /// <summary>A variable of the environment, or null.</summary>
    string? GetEnvironmentVariable(string name);

    /// <summary>The names of the environment's variables.</summary>
    IReadOnlyList<string> EnvironmentVariableNames { get; }
}
