using k8s;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What the phases of <c>join</c> share.</summary>
public sealed class JoinContext : NodeContext
{
    /// <summary>How long a dry run waits for a cluster: it wants to know what is there now, and can do without.</summary>
    internal static readonly TimeSpan DryRunPatience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _end = new();
    private readonly List<IDisposable> _connections = [];
    private readonly object _gate = new();
    private readonly JoinDiscovery _discovery;
    private Task<JoinTarget>? _target;
    private ApiObjects? _admin;
    private IEtcdCluster? _etcd;

    /// <summary>Makes it.</summary>
    /// <param name="request">What a person asked for.</param>
    /// <param name="configuration">The configuration, complete with defaults.</param>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="discovery">Finds the cluster.</param>
    /// <param name="isDryRun">Whether nothing is really done.</param>
    internal JoinContext(JoinRequest request, JoinConfiguration configuration, EnginePorts ports, JoinDiscovery discovery, bool isDryRun)
        : base(ports, configuration.NodeRegistration, request.IgnorePreflightErrors, request.PatchesDirectory ?? configuration.Patches?.Directory, isDryRun)
    {
        Configuration = configuration;
        _discovery = discovery;
        NodeName = KubeletFlags.NodeName(configuration.NodeRegistration, Node.Network.HostName);
        Retry = new ApiRetry(isDryRun ? DryRunPatience : configuration.Timeouts?.KubernetesApiCall ?? ApiRetry.DefaultTimeout, Node.Clock);
        EtcdRetry = new EtcdRetry(configuration.Timeouts?.EtcdApiCall ?? EtcdRetry.DefaultTimeout, Node.Clock);
    }

    /// <summary>The configuration, complete with defaults.</summary>
    public JoinConfiguration Configuration { get; }

    /// <summary>Whether the node becomes a control plane.</summary>
    public bool IsControlPlane => Configuration.ControlPlane is not null;

    /// <summary>The name that the Node will have.</summary>
    public string NodeName { get; }

    /// <summary>How long and how requests to the API server are repeated.</summary>
    public ApiRetry Retry { get; }

    /// <summary>How long and how requests to etcd are repeated.</summary>
    public EtcdRetry EtcdRetry { get; }

    /// <summary>Finds the cluster and reads its configuration, the first time; beside what the caller does until it waits.</summary>
    /// <param name="report">Hears of it, of the phase that asked first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="KubeadmException">The cluster cannot be found, trusted or read; as discovery says.</exception>
    public Task<JoinTarget> GetTargetAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _target ??= Task.Run(() => FindAsync(report, cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>The identity that this node's kubelet has in the cluster that is joined; null when it has none, or another's.</summary>
    public KubeletIdentity? FindIdentity(JoinTarget target) =>
        KubeletIdentity.Find(Node.Files, KubernetesPaths.KubeletKubeconfig) is { } identity && identity.IsOf(NodeName, target.Authority, Node.Clock.GetUtcNow())
            ? identity
            : null;

    /// <summary>The cluster as its administrator reaches it; the kubeconfig is that of this node.</summary>
    public ApiObjects ConnectAsAdministrator()
    {
        lock (_gate)
        {
            return _admin ??= new ApiObjects(Connect(ReadAdminKubeconfig()), Retry);
        }
    }

    /// <summary>The etcd of the cluster, with the certificate of its health probes that is on this node.</summary>
    /// <exception cref="KubeadmException">Its members are not found, do not answer, or the certificate is not there.</exception>
    public async Task<IEtcdCluster> ConnectToEtcdAsync(JoinTarget target, CancellationToken cancellationToken)
    {
        if (_etcd is null)
        {
            var endpoints = await new EtcdEndpoints(ConnectAsAdministrator()).FindAsync(cancellationToken).ConfigureAwait(false);
            _etcd = await new EtcdConnector(Node.Files, Ports.ConnectEtcd, EtcdRetry)
                .ConnectAsync(endpoints, target.Configuration.Cluster.CertificatesDir, cancellationToken)
                .ConfigureAwait(false);
        }

        return _etcd;
    }

    /// <summary>A client of this node's own API server, for questions about health.</summary>
    public Kubernetes ConnectToOwnApiServer() =>
        (Kubernetes)Connect(ReadAdminKubeconfig(), new Uri(ControlPlaneEndpoint.LocalUrl(Configuration.ControlPlane!.LocalApiEndpoint)));

    /// <summary>Has the keys that a joining control plane makes itself made in the background.</summary>
    public void PrefetchKeys(InitConfiguration configuration)
    {
        var missing = Certificates.CountMissingLeafKeys(configuration)
            + Kubeconfigs.CountMissingKeys(configuration, KubernetesPaths.ConfigurationDirectory, KubeconfigSpecs.NamesForJoin);
        Keys.Prefetch(KeyAlgorithms.Of(configuration.Cluster), missing);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeConnectionsAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_target is not null)
        {
            await Task.WhenAny(_target).ConfigureAwait(false);
        }

        if (_etcd is not null)
        {
            await _etcd.DisposeAsync().ConfigureAwait(false);
        }

        _connections.ForEach(connection => connection.Dispose());
        _end.Dispose();
    }

    private async Task<JoinTarget> FindAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        return await _discovery.FindAsync(this, report, either.Token).ConfigureAwait(false);
    }

    private byte[] ReadAdminKubeconfig() => Node.Files.FileExists(KubernetesPaths.AdminKubeconfig)
        ? Node.Files.ReadAllBytes(KubernetesPaths.AdminKubeconfig)
        : throw new KubeadmException("KubeconfigNotFound", $"{KubernetesPaths.AdminKubeconfig} is not there")
        {
            Kind = KubeadmErrorKind.NotFound,
            Target = KubernetesPaths.AdminKubeconfig,
            Remedy = "Run the phase control-plane-prepare/kubeconfig, which makes it.",
        };

    /// <summary>Connects to a cluster; the connection is closed with this.</summary>
    /// <param name="kubeconfig">The kubeconfig's text.</param>
    /// <param name="server">The API server to speak to instead of the kubeconfig's, or null.</param>
    internal IKubernetes Connect(byte[] kubeconfig, Uri? server = null)
    {
        var options = new ConnectOptions { ServerOverride = server, EnvironmentVariable = Node.System.GetEnvironmentVariable };
        var api = Ports.ConnectCluster(System.Text.Encoding.UTF8.GetString(kubeconfig), options);
        lock (_gate)
        {
            _connections.Add(api);
        }

        return api;
    }
}
