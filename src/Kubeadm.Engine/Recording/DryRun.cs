using System.Text;
using k8s;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Recording;

/// <summary>A dry run: the same engine over ports that only record.</summary>
internal sealed class DryRun : IDryRun
{
    private readonly IDisposable? _beneath;

    private DryRun(DryRunFolder folder, EnginePorts ports, DryRunCluster cluster, IDisposable? beneath)
    {
        _beneath = beneath;
        Folder = folder;
        Ports = ports;
        Cluster = cluster;
    }

    /// <summary>Where its output goes.</summary>
    public DryRunFolder Folder { get; }

    /// <inheritdoc/>
    public EnginePorts Ports { get; }

    /// <summary>The cluster that is written to.</summary>
    public DryRunCluster Cluster { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RecordedWrite> Writes => Cluster.Writes;

    DryRunFolder? IDryRun.Folder => Folder;

    /// <summary>Puts recording ports in front of the real ones. Reads of the cluster fall through to a live one if there is one.</summary>
    /// <param name="ports">The real ports.</param>
    /// <param name="options">Where the output goes, and in which form.</param>
    /// <param name="live">Connects to the live cluster as the real ports do; null where there is none.</param>
    /// <param name="observer">Receives what would be written, in kubeadm's form.</param>
    /// <param name="beneath">What the ports are made of, which ends with the dry run, also where that does not begin; null where that is nothing.</param>
    /// <exception cref="KubeadmException"><c>DryRunPathNotEmpty</c>: the folder holds something else than an earlier dry run.</exception>
    public static DryRun Create(
        EnginePorts ports, DryRunOptions options, Func<string, ConnectOptions, IKubernetes?>? live, IEngineObserver observer, IDisposable? beneath = null)
    {
        var folder = CreateFolder(options, ports, beneath);
        var lines = options.Form == DryRunForm.Kubeadm ? new DryRunLines(observer) : null;
        var cluster = new DryRunCluster(live: null, ports.Node.Clock, lines is null ? null : lines.Tell);
        IDryRunLayout layout = lines is null ? new FolderLayout(folder.Root) : new FlatLayout(folder.Path, folder.Root, options);
        var files = new RecordingFileSystem(ports.Node.Files, layout)
        {
            FileWritten = lines is null ? null : (path, content) =>
            {
                if (layout.IsPrintable(path))
                {
                    lines.Tell(path, Encoding.UTF8.GetString(content));
                }
            },
        };
        return new DryRun(folder, ports with
        {
            Node = new RecordingNode(ports.Node, files),
            Observed = ports.Observed,
            ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint),
            ConnectEtcd = connection => new RecordingEtcdCluster(connection),
            ConnectHealth = (_, _) => new HealthyApiServer(),
            ConnectCluster = (kubeconfig, options) => cluster.Over(live?.Invoke(kubeconfig, options)),
        }, cluster, beneath);
    }

    /// <summary>Saves the recorded API writes, numbered in their order, where the form has files for them.</summary>
    public void Save() => Folder.Save(Cluster.Writes);

    /// <inheritdoc/>
    public void Discard() => Folder.RemoveIfEmpty();

    /// <inheritdoc/>
    public void Dispose()
    {
        Cluster.Dispose();
        Folder.RemoveIfUnnamed();
        _beneath?.Dispose();
    }

    private static DryRunFolder CreateFolder(DryRunOptions options, EnginePorts ports, IDisposable? beneath)
    {
        try
        {
            return DryRunFolder.Create(options, ports.Node.System);
        }
        catch
        {
            beneath?.Dispose();
            throw;
        }
    }
}
