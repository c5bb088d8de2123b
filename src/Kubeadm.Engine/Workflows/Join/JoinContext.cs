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
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Join;

/// <summary>What the phases of <c>join</c> share.</summary>
public sealed class JoinContext : NodeContext, IControlPlaneContext
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<IDisposable> _connections = [];
    private readonly object _gate = new();
    private readonly JoinDiscovery _discovery;
    private readonly IEtcdAccess _etcdAccess;
    private Task<JoinTarget>? _target;
    private ApiObjects? _admin;
    private IEtcdCluster? _etcd;

    /// <param name="request">What a person asked for.</param>
    /// <param name="configuration">The configuration, complete with defaults.</param>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="terms">How the run treats what no port hides.</param>
    /// <param name="discovery">Finds the cluster.</param>
    /// <param name="etcdAccess">Connects to the cluster's etcd.</param>
    internal JoinContext(
        JoinRequest request, JoinConfiguration configuration, EnginePorts ports, RunTerms terms, JoinDiscovery discovery, IEtcdAccess etcdAccess)
        : base(ports, configuration.NodeRegistration, request, configuration.Patches?.Directory, configuration.Timeouts, terms)
    {
        Configuration = configuration;
        _discovery = discovery;
        _etcdAccess = etcdAccess;
        NodeName = KubeletFlags.NodeName(configuration.NodeRegistration, Node.Network.HostName);
        Retry = new ApiRetry(terms.ApiPatience ?? configuration.Timeouts?.KubernetesApiCall ?? ApiRetry.DefaultTimeout, Node.Clock);
        EtcdRetry = new EtcdRetry(configuration.Timeouts?.EtcdApiCall ?? EtcdRetry.DefaultTimeout, Node.Clock);
    }

    /// <summary>The configuration, complete with defaults.</summary>
    public JoinConfiguration Configuration { get; }

    /// <summary>Whether the node becomes a control plane.</summary>
    public bool IsControlPlane => Configuration.ControlPlane is not null;

    /// <summary>Why phases of a control plane have nothing to do; null when the node becomes one.</summary>
    public string? ReasonNotToBeControlPlane => IsControlPlane ? null : "the node joins as a worker";

    /// <summary>The name that the Node will have.</summary>
    public string NodeName { get; }

    /// <summary>How long and how requests to the API server are repeated.</summary>
    public ApiRetry Retry { get; }

    /// <summary>How long and how requests to etcd are repeated.</summary>
    public EtcdRetry EtcdRetry { get; }

    /// <inheritdoc/>
    public ConfiguredNode? Configured => _target is { IsCompletedSuccessfully: true } found ? found.Result : null;

    /// <inheritdoc/>
    public async Task<ConfiguredNode> ConfigureAsync(PhaseReport report, CancellationToken cancellationToken) => await GetTargetAsync(report, cancellationToken);

    /// <inheritdoc/>
    public Task<ApiObjects> ConnectAsync(PhaseReport report, CancellationToken cancellationToken) => Task.FromResult(ConnectAsAdministrator());

    /// <summary>Finds the cluster and reads its configuration, the first time; beside what the caller does until it waits.</summary>
    /// <param name="report">Receives the report, of the phase that asked first.</param>
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
            return _admin ??= new ApiObjects(Connect(ReadAdminKubeconfig(), server: null, CancellationToken.None), Retry);
        }
    }

    /// <summary>The etcd of the cluster, with the certificate of its health probes that is on this node.</summary>
    /// <exception cref="KubeadmException">Its members are not found, do not answer, or the certificate is not there.</exception>
    public async Task<IEtcdCluster> ConnectToEtcdAsync(JoinTarget target, CancellationToken cancellationToken) =>
        _etcd ??= await _etcdAccess.ConnectAsync(this, target, cancellationToken);

    /// <summary>This node's own API server, for questions about its health.</summary>
    public IApiServerHealth ConnectToOwnApiServer()
    {
        var options = Options(new Uri(ControlPlaneEndpoint.LocalUrl(Configuration.ControlPlane!.LocalApiEndpoint)));
        return Keep(Ports.ConnectHealth(System.Text.Encoding.UTF8.GetString(ReadAdminKubeconfig()), options));
    }

    /// <summary>The phases that run.</summary>
    public IReadOnlySet<string> Phases { get; internal set; } = new HashSet<string>();

    /// <summary>Starts to create, in the background, the keys that a joining control plane creates itself and that the phases of this run take.</summary>
    public void PrefetchKeys(InitConfiguration configuration)
    {
        var missing = Phases.Contains($"{ControlPlanePreparePhase.PhaseName}/{CertsPhase.PhaseName}") ? Certificates.CountMissingLeafKeys(configuration) : 0;
        missing += Phases.Contains($"{ControlPlanePreparePhase.PhaseName}/{KubeconfigPhase.PhaseName}")
            ? Kubeconfigs.CountMissingKeys(configuration, KubernetesPaths.ConfigurationDirectory, KubeconfigSpecs.NamesForJoin)
            : 0;
        Keys.Prefetch(KeyAlgorithms.Of(configuration.Cluster), missing);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeConnectionsAsync()
    {
        await _end.CancelAsync();
        if (_target is not null)
        {
            await Task.WhenAny(_target);
        }

        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }

        _connections.ForEach(connection => connection.Dispose());
        _end.Dispose();
    }

    private async Task<JoinTarget> FindAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);
        return await _discovery.FindAsync(this, report, either.Token);
    }

    private byte[] ReadAdminKubeconfig() => Node.Files.FileExists(KubernetesPaths.AdminKubeconfig)
        ? Node.Files.ReadAllBytes(KubernetesPaths.AdminKubeconfig)
        : throw JoinErrors.AdminKubeconfigNotFound();

    /// <summary>Connects to a cluster; the connection is closed with this.</summary>
    /// <param name="kubeconfig">The kubeconfig's text.</param>
    /// <param name="server">The API server to speak to instead of the kubeconfig's, or null.</param>
    /// <param name="cancellationToken">Ends the wait for the user's credential.</param>
    internal IKubernetes Connect(byte[] kubeconfig, Uri? server, CancellationToken cancellationToken) =>
        Keep(Ports.ConnectCluster(System.Text.Encoding.UTF8.GetString(kubeconfig), Options(server) with { CancellationToken = cancellationToken }));

    private ConnectOptions Options(Uri? server) => new() { ServerOverride = server, EnvironmentVariable = Node.System.GetEnvironmentVariable };

    private T Keep<T>(T connection)
        where T : IDisposable
    {
        lock (_gate)
        {
            _connections.Add(connection);
        }

        return connection;
    }
}
