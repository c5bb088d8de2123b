using k8s;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Recording;

/// <summary>A dry run: the same engine over ports that only record.</summary>
internal sealed class DryRun : IDryRun
{
    private DryRun(DryRunFolder folder, EnginePorts ports, DryRunCluster cluster)
    {
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

    DryRunFolder? IDryRun.Folder => Folder;

    /// <summary>Puts recording ports before the real ones. Reads of the cluster fall through to a live one if there is one.</summary>
    /// <param name="ports">The real ports.</param>
    /// <param name="path">The folder for the output, or null.</param>
    /// <param name="variable">The variable of the environment that names the folder otherwise; null where kubeadm has none.</param>
    /// <param name="live">Connects to the live cluster as the real ports do; null where there is none.</param>
    /// <exception cref="KubeadmException"><c>DryRunPathNotEmpty</c>: the folder holds something else than an earlier dry run.</exception>
    public static DryRun Create(EnginePorts ports, string? path, string? variable, Func<string, ConnectOptions, IKubernetes?>? live)
    {
        var folder = DryRunFolder.Create(path, variable, ports.Node.System);
        var cluster = new DryRunCluster(live: null, ports.Node.Clock);
        return new DryRun(folder, ports with
        {
            Node = new RecordingNode(ports.Node, folder.Root),
            Observed = ports.Observed,
            ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint),
            ConnectEtcd = connection => new RecordingEtcdCluster(connection),
            ConnectHealth = (_, _) => new HealthyApiServer(),
            ConnectCluster = (kubeconfig, options) => cluster.Over(live?.Invoke(kubeconfig, options)),
        }, cluster);
    }

    /// <summary>Saves the recorded API writes, numbered in their order.</summary>
    public void Save() => Folder.Save(Cluster.Writes);

    /// <inheritdoc/>
    public void Dispose() => Cluster.Dispose();
}
