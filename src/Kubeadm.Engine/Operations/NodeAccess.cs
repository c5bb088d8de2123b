using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations;

/// <summary>A node as a command reaches it: the machine, or in a dry run a record of what would be written to it.</summary>
internal sealed class NodeAccess : IDisposable
{
    private readonly DryRun? _dryRun;
    private bool _isTold;

    private NodeAccess(EnginePorts ports, DryRun? dryRun)
    {
        Node = (dryRun?.Ports ?? ports).Node;
        _dryRun = dryRun;
    }

    /// <summary>The node.</summary>
    public INode Node { get; }

    /// <summary>Opens the node.</summary>
    /// <param name="ports">The ways to the world.</param>
    /// <param name="dryRun">Whether writes are only recorded.</param>
    /// <param name="options">Where a dry run leaves its output.</param>
    /// <param name="observer">Hears of what a dry run would write, in kubeadm's form.</param>
    /// <exception cref="KubeadmException"><c>DryRunPathNotEmpty</c>: the folder holds something else than an earlier dry run.</exception>
    public static NodeAccess Open(EnginePorts ports, bool dryRun, DryRunOptions options, IEngineObserver observer) =>
        new(ports, dryRun ? DryRun.Create(ports, options, live: null, observer) : null);

    /// <summary>Says where a dry run has left what would have been written.</summary>
    public void TellFolder(IEngineObserver observer)
    {
        if (_dryRun is not null)
        {
            _isTold = true;
            observer.Info($"[dryrun] What would be written is in \"{_dryRun.Folder.Path}\"");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isTold)
        {
            _dryRun?.Discard();
        }

        _dryRun?.Dispose();
    }
}
