using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Windows;
using Kubeadm.Engine.Ports.Tracing;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>This machine.</summary>
public sealed class LocalNode : INode
{
    /// <summary>Creates the node; the service manager is looked for among the programs on the search path, nothing is started.</summary>
    /// <param name="trace">Is told of each program that is run; null where nobody asks.</param>
    /// <param name="stopping">Ends waits that have no token of their own: those for pipes.</param>
    public LocalNode(PortTrace? trace = null, CancellationToken stopping = default)
    {
        Files = new LocalFileSystem { Stopping = stopping };
        Processes = trace?.Over(new LocalProcessRunner()) ?? new LocalProcessRunner();
        Network = new LocalNetwork();
        System = OperatingSystem.IsWindows() ? new WindowsSystem() : new LinuxSystem();
        Services = ServiceManagers.Detect(System, Processes);
        Runs = new RunStore(Files, System, StateFolder());
        Journal = OperatingSystem.IsWindows() ? new WindowsEventLog() : new JournaldSocket();
    }

    /// <inheritdoc/>
    public INodeFileSystem Files { get; }

    /// <inheritdoc/>
    public IServiceManager? Services { get; }

    /// <inheritdoc/>
    public IProcessRunner Processes { get; }

    /// <inheritdoc/>
    public INodeNetwork Network { get; }

    /// <inheritdoc/>
    public INodeSystem System { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IJournal Journal { get; }

    /// <inheritdoc/>
    public TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    public INodeLock Lock { get; } = new LocalNodeLock(TimeProvider.System);

    private string StateFolder() => System.GetEnvironmentVariable(RunStore.Variable) is { Length: > 0 } named ? named
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "kubeadm-ps")
        : RunStore.StateFolder;
}
