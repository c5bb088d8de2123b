using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>A dry run of <c>reset</c>: the same engine over ports that look at what is there and only record what would be done.</summary>
internal sealed class ResetDryRun : IDryRun
{
    // What would be removed is not there twice: only accounts of a rootless control plane are files that would be written.
    private readonly ScratchFolder _folder = new("kubeadm-reset-dryrun-");

    /// <summary>Puts recording ports in front of the real ones. The cluster is only read by a reset, so it is the real one.</summary>
    public ResetDryRun(EnginePorts ports) => Ports = ports with
    {
        Node = new RecordingNode(ports.Node, _folder.Path),
        Observed = ports.Observed,
        ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint, ports.ConnectRuntime(endpoint)),
        ConnectEtcd = connection => new RecordingEtcdCluster(connection, ports.ConnectEtcd(connection)),
    };

    /// <inheritdoc/>
    public EnginePorts Ports { get; }

    /// <inheritdoc/>
    public DryRunFolder? Folder => null;

    /// <inheritdoc/>
    public IReadOnlyList<RecordedWrite> Writes => [];

    /// <inheritdoc/>
    public void Save()
    {
        // What a reset would do is in its results.
    }

    /// <inheritdoc/>
    public void Discard()
    {
        // Its folder goes in any case.
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
