using Kubeadm.Engine.Cluster;
using Kubeadm.Engine.ContainerRuntime;
using Kubeadm.Engine.Node;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>A dry run of <c>init</c>: the same engine over ports that only record.</summary>
internal sealed class InitDryRun
{
    private readonly DryRunCluster _cluster;

    private InitDryRun(DryRunFolder folder, EnginePorts ports, DryRunCluster cluster)
    {
        Folder = folder;
        Ports = ports;
        _cluster = cluster;
    }

    /// <summary>Where its output goes.</summary>
    public DryRunFolder Folder { get; }

    /// <summary>The recording ports.</summary>
    public EnginePorts Ports { get; }

    /// <summary>Puts recording ports before the real ones.</summary>
    /// <remarks>
    /// Single phases work on a cluster that is there, so their reads fall through to it. A whole run makes its cluster: there is none to ask.
    /// </remarks>
    public static InitDryRun Create(InitRequest request, EnginePorts ports, string variable)
    {
        var folder = DryRunFolder.Create(request.DryRunPath, variable, ports.Node.System);
        var node = new RecordingNode(ports.Node, folder.Root);
        var kubeconfig = request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig;
        var live = request.Phases.Count > 0 && ports.Node.Files.FileExists(kubeconfig)
            ? ports.ConnectCluster(System.Text.Encoding.UTF8.GetString(ports.Node.Files.ReadAllBytes(kubeconfig)), new ConnectOptions { EnvironmentVariable = ports.Node.System.GetEnvironmentVariable })
            : null;
        var cluster = new DryRunCluster(live, ports.Node.Clock);
        return new InitDryRun(folder, ports with
        {
            Node = node,
            ConnectRuntime = endpoint => new RecordingContainerRuntime(endpoint),
            ConnectCluster = (_, _) => cluster.Client,
        }, cluster);
    }

    /// <summary>Saves the recorded API writes, numbered in their order.</summary>
    public void SaveClusterWrites() => Folder.Save(_cluster.Writes);
}
