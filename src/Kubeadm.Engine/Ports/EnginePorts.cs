using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Ports.Tracing;
using Kubeadm.Engine.Versions;
using k8s;

namespace Kubeadm.Engine.Ports;

/// <summary>The ways in which the engine touches the world. Front ends take the local ones; tests bring their own.</summary>
public sealed record EnginePorts
{
    private readonly INode? _observed;

    /// <summary>The machine.</summary>
    public required INode Node { get; init; }

    /// <summary>The machine as it is, for what only looks: in a dry run <see cref="Node"/> stands before it.</summary>
    public INode Observed { get => _observed ?? Node; init => _observed = value; }

    /// <summary>Connects to a container runtime at an endpoint. Nothing is sent until it is asked something.</summary>
    public required Func<string, IContainerRuntime> ConnectRuntime { get; init; }

    /// <summary>Connects to a cluster with a kubeconfig's text. Nothing is sent until it is asked something.</summary>
    public required Func<string, ConnectOptions, IKubernetes> ConnectCluster { get; init; }

    /// <summary>Connects to one API server for questions about its health. Nothing is sent until it is asked something.</summary>
    public required Func<string, ConnectOptions, IApiServerHealth> ConnectHealth { get; init; }

    /// <summary>Asks a component of this machine once whether it is ready, without rights; null means over the network, as its kubelet does.</summary>
    internal Func<Uri, CancellationToken, Task<HealthAnswer>>? AskHealth { get; init; }

    /// <summary>Connects to an etcd cluster. Nothing is sent until it is asked something.</summary>
    public required Func<EtcdConnection, IEtcdCluster> ConnectEtcd { get; init; }

    /// <summary>The releases that are known; the newest is the one that this program stands for.</summary>
    public ReleaseTable Releases { get; init; } = KubernetesReleases.Table;

    /// <summary>Resolves Kubernetes' release labels, such as <c>stable-1</c>.</summary>
    public VersionResolver VersionResolver { get; init; } = new();

    /// <summary>This machine and the network.</summary>
    /// <param name="trace">Is told of each exchange with the world; null where nobody asks.</param>
    /// <param name="stopping">Ends waits that have no token of their own.</param>
    public static EnginePorts CreateLocal(PortTrace? trace = null, CancellationToken stopping = default)
    {
        var node = new LocalNode(trace, stopping);
        ConnectOptions Traced(ConnectOptions options) => trace is null ? options : options with { Handlers = [trace.CreateHandler(), .. options.Handlers] };
        return new EnginePorts
        {
            Node = node,
            ConnectRuntime = endpoint => new CriContainerRuntime(endpoint, node.Files, trace),
            ConnectCluster = (kubeconfig, options) => ClusterConnection.Connect(kubeconfig, Traced(options)),
            ConnectHealth = (kubeconfig, options) => ClusterConnection.ConnectHealth(kubeconfig, Traced(options)),
            ConnectEtcd = connection => new EtcdCluster(connection, trace),
        };
    }
}
