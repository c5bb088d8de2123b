using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Testing;

/// <summary>A machine whose every fact a test sets; as it stands, the one the reference cases were made on.</summary>
public sealed class FakeNode : INode
{
    /// <summary>The files, in memory: the CA folders of the reference machine are there.</summary>
    public MemoryFileSystem Memory { get; } = new MemoryFileSystem()
        .AddDirectory("/etc/ca-certificates")
        .AddDirectory("/usr/share/ca-certificates")
        .AddDirectory("/usr/local/share/ca-certificates");

    /// <summary>The services; set to null for a machine without a known service manager.</summary>
    public FakeServices? FakeServices { get; set; } = new();

    /// <summary>The programs.</summary>
    public FakeProcesses FakeProcesses { get; } = new();

    /// <summary>The network.</summary>
    public FakeNetwork FakeNetwork { get; } = new();

    /// <summary>The operating system.</summary>
    public FakeSystem FakeSystem { get; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The files that the engine sees; a test may put others in the place of <see cref="Memory"/>.</summary>
    public INodeFileSystem Files { get => _files ?? Memory; set => _files = value; }

    public IServiceManager? Services => FakeServices;

    public IProcessRunner Processes => FakeProcesses;

    public INodeNetwork Network => FakeNetwork;

    public INodeSystem System => FakeSystem;

    /// <summary>The lock.</summary>
    public FakeLock FakeLock { get; } = new();

    public INodeLock Lock => FakeLock;

    /// <summary>The records of runs.</summary>
    public FakeRunStore FakeRuns { get; } = new();

    /// <summary>The records that the engine sees; a test may put others in the place of <see cref="FakeRuns"/>.</summary>
    public IRunStore Runs { get => _runs ?? FakeRuns; set => _runs = value; }

    /// <summary>The operating system's log.</summary>
    public FakeJournal FakeJournal { get; } = new();

    public IJournal Journal => FakeJournal;

    private INodeFileSystem? _files;
    private IRunStore? _runs;
}

/// <summary>Services with states; what is done to them is noted.</summary>
public sealed class FakeServices : IServiceManager
{
    /// <summary>Known services.</summary>
    public HashSet<string> Known { get; } = ["kubelet", "containerd"];

    /// <summary>Services that start with the machine.</summary>
    public HashSet<string> Enabled { get; } = ["kubelet", "containerd"];

    /// <summary>Services that run.</summary>
    public HashSet<string> Active { get; } = ["containerd"];

    /// <summary>What was done, in order: <c>restart kubelet</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Is called after each thing that was done, with its words: <c>restart kubelet</c>.</summary>
    public Action<string> Done { get; set; } = _ => { };

    public string Name => "systemd";

    public Task<bool> ExistsAsync(string service, CancellationToken cancellationToken) => Task.FromResult(Known.Contains(service));

    public Task<bool> IsEnabledAsync(string service, CancellationToken cancellationToken) => Task.FromResult(Enabled.Contains(service));

    public Task<bool> IsActiveAsync(string service, CancellationToken cancellationToken) => Task.FromResult(Active.Contains(service));

    public Task StartAsync(string service, CancellationToken cancellationToken) => Do("start", service, active: true);

    public Task StopAsync(string service, CancellationToken cancellationToken) => Do("stop", service, active: false);

    public Task RestartAsync(string service, CancellationToken cancellationToken) => Do("restart", service, active: true);

    public string EnableCommand(string service) => $"systemctl enable {service}.service";

    private Task Do(string verb, string service, bool active)
    {
        Calls.Add($"{verb} {service}");
        _ = active ? Active.Add(service) : Active.Remove(service);
        Done($"{verb} {service}");
        return Task.CompletedTask;
    }
}

/// <summary>Programs that a test gives a path and an answer.</summary>
public sealed class FakeProcesses : IProcessRunner
{
    /// <summary>Programs on the search path and where they are.</summary>
    public Dictionary<string, string> Programs { get; } = [];

    /// <summary>The answer to a program's run; without one it succeeds and says nothing.</summary>
    public Func<string, IReadOnlyList<string>, ProcessResult>? Answer { get; set; }

    /// <summary>Command lines that were run, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Adds programs to the search path, in <c>/usr/bin</c>.</summary>
    public void Install(params string[] programs)
    {
        foreach (var program in programs)
        {
            Programs[program] = "/usr/bin/" + program;
        }
    }

    public string? Find(string program) => Programs.GetValueOrDefault(program);

    public Task<ProcessResult> RunAsync(string program, IReadOnlyList<string> arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            Calls.Add(string.Join(' ', [program, .. arguments]));
        }

        return Task.FromResult(Answer?.Invoke(program, arguments) ?? new ProcessResult(0, "", ""));
    }
}

/// <summary>A network of settable facts; addresses are chosen by the real rule.</summary>
public sealed class FakeNetwork : INodeNetwork
{
    public string HostName { get; set; } = "vm";

    /// <summary>The address of the default route's interface; null for a machine without one.</summary>
    public IPAddress? DefaultAddress { get; set; } = IPAddress.Parse("192.0.2.2");

    /// <summary>The default route's IPv6 address; null for a machine without one.</summary>
    public IPAddress? DefaultAddressIPv6 { get; set; }

    /// <summary>Ports that others listen on.</summary>
    public HashSet<int> BusyPorts { get; } = [];

    /// <summary>Names and their addresses; the host's own is always known.</summary>
    public Dictionary<string, IPAddress> Names { get; } = [];

    public IReadOnlyList<IPAddress> Addresses =>
        [IPAddress.Loopback, IPAddress.IPv6Loopback, .. new[] { DefaultAddress, DefaultAddressIPv6 }.OfType<IPAddress>()];

    /// <summary>How many bits name the network of the node's IPv4 address.</summary>
    public int PrefixLength { get; set; } = 24;

    public int? PrefixLengthOf(IPAddress address) => address.Equals(DefaultAddress) ? PrefixLength : null;

    public IPAddress? ChooseAddress(IPAddress? wanted)
    {
        var nic = new NodeInterface("eth0", true, false, false, [.. new[] { DefaultAddress, DefaultAddressIPv6 }.OfType<IPAddress>()]);
        return AddressChooser.Choose(wanted, [nic], [.. nic.Addresses.Select(a => new DefaultRoute("eth0", a.AddressFamily))]);
    }

    /// <summary>Unix sockets and pipes on which someone answers.</summary>
    public HashSet<string> Listening { get; } = [];

    public bool IsListening(string path) => Listening.Contains(path);

    public bool IsPortFree(int port) => !BusyPorts.Contains(port);

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return Task.FromResult<IReadOnlyList<IPAddress>>([literal]);
        }

        var address = Names.GetValueOrDefault(host) ?? (host == HostName ? DefaultAddress : null);
        return address is null ? throw new SocketException((int)SocketError.HostNotFound) : Task.FromResult<IReadOnlyList<IPAddress>>([address]);
    }
}

/// <summary>An operating system of settable facts.</summary>
public sealed class FakeSystem : INodeSystem
{
    public bool IsWindows { get; set; }

    public bool IsPrivileged { get; set; } = true;

    public int ProcessorCount { get; set; } = 4;

    public long TotalMemory { get; set; } = 8L << 30;

    public string Architecture { get; set; } = "amd64";

    public string KernelRelease { get; set; } = "6.1.0-21-amd64";

    public bool IsSwapOn { get; set; }

    /// <summary>Mount points.</summary>
    public List<string> Mounts { get; } = [];

    /// <summary>Mount points that were unmounted.</summary>
    public List<string> Unmounted { get; } = [];

    /// <summary>The flags of each unmounting.</summary>
    public List<int> UnmountFlags { get; } = [];

    /// <summary>Mount points that cannot be unmounted, and the error number that the kernel gives.</summary>
    public Dictionary<string, int> UnmountErrors { get; } = [];

    /// <summary>The environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string UserName { get; set; } = "root";

    public int ProcessId { get; set; } = 4711;

    /// <summary>The processes that there are, and what tells each from others.</summary>
    public Dictionary<int, string> Identities { get; } = new() { [4711] = "boot/1" };

    public string? IdentityOf(int processId) => Identities.GetValueOrDefault(processId);

    public IReadOnlyList<string> MountsBelow(string path) =>
        [.. Mounts.Where(m => m == path || m.StartsWith(path + "/", StringComparison.Ordinal)).OrderByDescending(m => m.Length)];

    public void Unmount(string mountPoint, int flags)
    {
        if (UnmountErrors.TryGetValue(mountPoint, out var code))
        {
            throw new IOException($"cannot unmount {mountPoint}", new Win32Exception(code));
        }

        Mounts.Remove(mountPoint);
        Unmounted.Add(mountPoint);
        UnmountFlags.Add(flags);
    }

    public string? GetEnvironmentVariable(string name) => Environment.GetValueOrDefault(name);

    public IReadOnlyList<string> EnvironmentVariableNames => [.. Environment.Keys];
}
