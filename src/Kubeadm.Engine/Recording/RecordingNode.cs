using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Recording;

/// <summary>A node on which nothing is done: facts are those of another node, what is written lands under a folder, the rest is recorded.</summary>
public sealed class RecordingNode : INode
{
    private readonly INode _inner;
    private readonly RecordingServiceManager? _services;

    /// <param name="inner">The node whose facts are read.</param>
    /// <param name="root">The folder that stands for the root of the file system in what is written.</param>
    public RecordingNode(INode inner, string root)
        : this(inner, new RecordingFileSystem(inner.Files, root))
    {
    }

    /// <param name="inner">The node whose facts are read.</param>
    /// <param name="recorded">Its files, of which what is written lands elsewhere.</param>
    public RecordingNode(INode inner, RecordingFileSystem recorded)
    {
        _inner = inner;
        Recorded = recorded;
        _services = inner.Services is { } services ? new RecordingServiceManager(services) : null;
        Processes = new RecordingProcessRunner(inner.Processes);
        System = new RecordingSystem(inner.System);
    }

    /// <summary>The files with what was recorded of them.</summary>
    public RecordingFileSystem Recorded { get; }

    /// <summary>What would have been done to services, in order: <c>restart kubelet</c>.</summary>
    public IReadOnlyList<string> ServiceCalls => _services?.Calls ?? [];

    /// <inheritdoc/>
    public INodeFileSystem Files => Recorded;

    /// <inheritdoc/>
    public IServiceManager? Services => _services;

    /// <inheritdoc/>
    public IProcessRunner Processes { get; }

    /// <inheritdoc/>
    public INodeNetwork Network => _inner.Network;

    /// <inheritdoc/>
    public INodeSystem System { get; }

    /// <inheritdoc/>
    public INodeLock Lock { get; } = new RecordingLock();

    /// <inheritdoc/>
    public IRunStore Runs => new RecordingRunStore(_inner.Runs);

    /// <inheritdoc/>
    public IJournal Journal { get; } = new RecordingJournal();

    /// <inheritdoc/>
    public TimeProvider Clock => _inner.Clock;
}
