using System.Net;

namespace Kubeadm.Engine.Node;

/// <summary>The operating system's service manager (systemd, OpenRC, Windows services).</summary>
public interface IServiceManager
{
    /// <summary>Name for messages: <c>systemd</c>, <c>OpenRC</c>, <c>Windows services</c>.</summary>
    string Name { get; }

    /// <summary>Whether the service is known.</summary>
    Task<bool> ExistsAsync(string service, CancellationToken cancellationToken);

    /// <summary>Whether the service starts with the machine.</summary>
    Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken);

    /// <summary>Whether the service runs now, or is being started.</summary>
    Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken);

    /// <summary>Starts the service.</summary>
    Task StartAsync(string service, CancellationToken cancellationToken);

    /// <summary>Stops the service.</summary>
    Task StopAsync(string service, CancellationToken cancellationToken);

    /// <summary>Starts the service again, or starts it.</summary>
    Task RestartAsync(string service, CancellationToken cancellationToken);

    /// <summary>The command a person would run to have the service start with the machine.</summary>
    string EnableCommand(string service);
}

/// <summary>Runs programs on the node.</summary>
public interface IProcessRunner
{
    /// <summary>The full path of a program on the search path, or null.</summary>
    string? Find(string program);

    /// <summary>Runs a program to its end; cancelling kills it.</summary>
    Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Error);

/// <summary>The network as the node sees it.</summary>
public interface INodeNetwork
{
    /// <summary>The machine's host name, as the kernel has it.</summary>
    string HostName { get; }

    /// <summary>
    /// The address kubeadm would advertise: the given one if it is specific, else a global unicast address of the interface of
    /// the default route, IPv4 first. Null when there is none.
    /// </summary>
    IPAddress? ChooseAddress(IPAddress? wanted);

    /// <summary>The node's own addresses.</summary>
    IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>Whether a TCP port can be listened on, on all addresses.</summary>
    bool IsPortFree(int port);

    /// <summary>Whether someone answers on a unix socket, or a Windows named pipe of that name exists.</summary>
    bool IsListening(string path);

    /// <summary>Resolves a name; throws <see cref="System.Net.Sockets.SocketException"/> when it cannot be.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}

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

    /// <summary>A variable of the environment, or null.</summary>
    string? GetEnvironmentVariable(string name);

    /// <summary>The names of the environment's variables.</summary>
    IReadOnlyList<string> EnvironmentVariableNames { get; }
}
