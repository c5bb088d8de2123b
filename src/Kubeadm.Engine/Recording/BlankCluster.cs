using System.Text;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Recording;

/// <summary>
/// A cluster in which there is nothing yet, with a kubeconfig by which it is reached, and a node whose files are this machine's until
/// something is written: for work that only renders what it would write, and to be filled with what stands for a cluster.
/// </summary>
internal sealed class BlankCluster : IDisposable
{
    /// <summary>The kubeconfig's path on <see cref="Ports"/>' node.</summary>
    public const string Kubeconfig = KubernetesPaths.TemporaryDirectory + "/blank.conf";

    // The host of a kubeconfig must have a form; nobody looks it up (RFC 2606 keeps the domain free).
    private const string Text = """
        apiVersion: v1
        kind: Config
        clusters: [{name: blank, cluster: {server: "https://cluster.invalid:6443"}}]
        contexts: [{name: blank, context: {cluster: blank, user: blank}}]
        users: [{name: blank, user: {}}]
        current-context: blank
        """;

    private readonly ScratchFolder _folder = new("kubeadm-render-");
    private readonly DryRunCluster _cluster;

    /// <summary>Puts the cluster in front of the real ports.</summary>
    /// <param name="ports">The real ports.</param>
    /// <param name="version">The version that its API server says it has; null where it is not asked.</param>
    public BlankCluster(EnginePorts ports, string? version = null)
    {
        _cluster = new DryRunCluster(live: null, ports.Node.Clock, version: version);
        var node = new RecordingNode(ports.Node, Path.Combine(_folder.Path, "node"));
        node.Files.CreateDirectory(KubernetesPaths.TemporaryDirectory, NodeFileModes.PrivateDirectory);
        node.Files.WriteAllBytes(Kubeconfig, Encoding.UTF8.GetBytes(Text), NodeFileModes.PrivateFile);
        Ports = ports with { Node = node, Observed = ports.Observed, ConnectCluster = (_, _) => _cluster.Client };
    }

    /// <summary>The real ports, over which nothing is written, with the cluster in the place of any other.</summary>
    public EnginePorts Ports { get; }

    /// <summary>A folder for a dry run, which goes with this.</summary>
    public string DryRunPath => Path.Combine(_folder.Path, "run");

    /// <inheritdoc/>
    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }
}
