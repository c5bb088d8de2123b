using System.Net;
using System.Text;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Kubelet;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Etcd;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>What the phases of an upgrade share, of the first control-plane node and of any other node.</summary>
public sealed class UpgradeContext : NodeContext, IControlPlaneContext
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<IDisposable> _connections = [];
    private readonly string? _kubeconfig;
    private readonly NodeRegistration _registration;
    private UpgradedNode? _node;
    private ApiObjects? _objects;
    private IEtcdCluster? _etcd;

    /// <param name="request">What a person asked for.</param>
    /// <param name="settings">The same together with the configuration.</param>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="terms">How the run treats what no port hides.</param>
    /// <param name="waits">Waits for components that were replaced; null for those of this machine.</param>
    internal UpgradeContext(UpgradeRequest request, UpgradeSettings settings, EnginePorts ports, RunTerms terms, IComponentWaits? waits)
        : this(request, settings, ports, new NodeRegistration { IgnorePreflightErrors = [.. settings.IgnoredChecks] }, terms, waits)
    {
    }

    private UpgradeContext(UpgradeRequest request, UpgradeSettings settings, EnginePorts ports, NodeRegistration registration, RunTerms terms, IComponentWaits? waits)
        : base(ports, registration, request, settings.Patches, settings.Timeouts, terms)
    {
        Settings = settings;
        _registration = registration;
        _kubeconfig = request.Kubeconfig;
        IsControlPlane = StaticPodReader.IsOnControlPlane(Node.Files);
        Retry = new ApiRetry(settings.Timeouts?.KubernetesApiCall ?? ApiRetry.DefaultTimeout, Node.Clock);
        EtcdRetry = new EtcdRetry(settings.Timeouts?.EtcdApiCall ?? EtcdRetry.DefaultTimeout, Node.Clock);
        ComponentWaits = waits ?? new ComponentWaits(this);
        Renewal = new CertificateRenewer(Node.Files, Node.Clock, Keys);
    }

    /// <summary>What is asked for.</summary>
    public UpgradeSettings Settings { get; }

    /// <summary>Whether a control plane runs on this node.</summary>
    public bool IsControlPlane { get; }

    /// <summary>Why phases of a control plane have nothing to do; null when there is one.</summary>
    public string? ReasonNotToBeControlPlane => IsControlPlane ? null : "not a control-plane node";

    /// <summary>The kubeconfig with which the cluster is reached.</summary>
    public string KubeconfigPath => _kubeconfig ?? KubeconfigOf(IsControlPlane);

    /// <summary>How long and how requests to the API server are repeated.</summary>
    public ApiRetry Retry { get; }

    /// <summary>How long and how requests to etcd are repeated.</summary>
    public EtcdRetry EtcdRetry { get; }

    /// <summary>Waits for components that were replaced.</summary>
    internal IComponentWaits ComponentWaits { get; }

    /// <summary>Renews certificates.</summary>
    internal CertificateRenewer Renewal { get; }

    /// <summary>The folders in which what is replaced was kept, in order of their creation.</summary>
    public List<string> Backups { get; } = [];

    /// <summary>The kubeconfig of a node with which the cluster is reached where no other is named.</summary>
    public static string KubeconfigOf(bool isControlPlane) => isControlPlane ? KubernetesPaths.AdminKubeconfig : KubernetesPaths.KubeletKubeconfig;

    /// <inheritdoc/>
    public ConfiguredNode? Configured => _node;

    /// <inheritdoc/>
    public async Task<ConfiguredNode> ConfigureAsync(PhaseReport report, CancellationToken cancellationToken) => await GetNodeAsync(report, cancellationToken);

    /// <summary>Reads the configuration that the cluster keeps, the first time, and puts this node's own part into it.</summary>
    /// <exception cref="KubeadmException"><c>ClusterConfigurationMissing</c>, <c>NodeNotFound</c>; the configuration cannot be used; and those of requests.</exception>
    public async Task<UpgradedNode> GetNodeAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _node ??= await ReadNodeWhenReadyAsync(report, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public Task<ApiObjects> ConnectAsync(PhaseReport report, CancellationToken cancellationToken) => Task.FromResult(Connect(cancellationToken));

    /// <inheritdoc/>
    public IApiServerHealth ConnectToOwnApiServer()
    {
        var server = new Uri(ControlPlaneEndpoint.LocalUrl(_node!.Configuration.LocalApiEndpoint));
        return Keep(Ports.ConnectHealth(ReadKubeconfig(), Options(CancellationToken.None) with { ServerOverride = server }));
    }

    /// <summary>The members of etcd that run on the cluster's nodes.</summary>
    /// <exception cref="KubeadmException">They are not found, do not answer, or the certificate for asking them is not there.</exception>
    public async Task<IEtcdCluster> ConnectToEtcdAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        var node = await GetNodeAsync(report, cancellationToken);
        if (_etcd is null)
        {
            var endpoints = await new EtcdEndpoints(Connect(cancellationToken), EtcdManifest.OnNode(Node.Files)?.ClientUrl).FindAsync(cancellationToken);
            _etcd = await new EtcdConnector(Node.Files, Ports.ConnectEtcd, EtcdRetry)
                .ConnectAsync(endpoints, node.Configuration.Cluster.CertificatesDir, cancellationToken);
        }

        return _etcd;
    }

    /// <summary>Has the runtime be the one that this node's kubelet uses, while the cluster cannot be asked which that is.</summary>
    /// <exception cref="KubeadmException"><c>AmbiguousContainerRuntime</c>.</exception>
    internal void TakeRuntimeOfKubelet() => _registration.CriSocket = KubeletRuntimeEndpoint.Find(Node);

    /// <summary>Has keys created in the background, so that they are there when certificates are renewed.</summary>
    /// <param name="cluster">The cluster's configuration, which names their algorithm.</param>
    /// <param name="count">How many.</param>
    internal void PrefetchKeys(ClusterConfiguration cluster, int count) => Keys.Prefetch(KeyAlgorithms.Of(cluster), count);

    /// <inheritdoc/>
    protected override async ValueTask DisposeConnectionsAsync()
    {
        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }

        _connections.ForEach(connection => connection.Dispose());
        _gate.Dispose();
    }

    /// <summary>
    /// An API server that is starting forbids what it allows when it has read the rights that it keeps, and where etcd starts too, as after
    /// a run that was killed, that takes longer than requests are repeated.
    /// </summary>
    private async Task<UpgradedNode> ReadNodeWhenReadyAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadNodeAsync(report, cancellationToken);
        }
        catch (KubeadmException refused) when (refused.InnerException is { } cause && ApiErrors.StatusOf(cause) == HttpStatusCode.Forbidden)
        {
            if (!await HasBecomeReadyAsync(report, cancellationToken))
            {
                throw;
            }

            return await ReadNodeAsync(report, cancellationToken);
        }
    }

    private async Task<bool> HasBecomeReadyAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        report.Verbose("The API server forbids what an upgrade reads: it is waited for until it is ready, and asked again.");
        using var server = Ports.ConnectHealth(ReadKubeconfig(), Options(cancellationToken));
        var limit = Settings.Timeouts?.ControlPlaneComponentHealthCheck ?? StaticDefaults.ControlPlaneHealthTimeout;
        var health = await new HealthPoll(server.AskAsync, Node.Clock).WaitAsync(ComponentNames.ApiServer, new Uri($"{server.Server.AbsoluteUri.TrimEnd('/')}/readyz"), limit, cancellationToken);
        return health.IsHealthy;
    }

    private async Task<UpgradedNode> ReadNodeAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        var parts = new ClusterNodeConfigurationParts("[upgrade]", WithNode: true, WithComponents: true);
        var configuration = (await ClusterNodeConfiguration.ReadAsync(Ports, report, Connect(cancellationToken), parts, cancellationToken)).Configuration;
        configuration.NodeRegistration.ImagePullPolicy = Settings.ImagePullPolicy;
        configuration.NodeRegistration.ImagePullSerial = Settings.ImagePullSerial;
        configuration.Timeouts = Settings.Timeouts;
        _registration.CriSocket = configuration.NodeRegistration.CriSocket;

        var before = configuration.Cluster.KubernetesVersion;
        configuration.Cluster.KubernetesVersion = await FindTargetAsync(before, report, cancellationToken);
        if (Settings.PrintsConfiguration)
        {
            ClusterNodeConfiguration.Print(configuration.Cluster, report);
        }

        return new UpgradedNode(this, configuration, before);
    }

    private async Task<string> FindTargetAsync(string kept, PhaseReport report, CancellationToken cancellationToken)
    {
        if (Settings.Version is not { } wanted)
        {
            return kept;
        }

        return (await Ports.VersionResolver.ResolveAsync(wanted, cancellationToken)).Announce(report.Warn).ToTag();
    }

    private ApiObjects Connect(CancellationToken cancellationToken)
    {
        lock (_connections)
        {
            return _objects ??= new ApiObjects(Keep(ConnectionErrors.InFile(KubeconfigPath, () => Ports.ConnectCluster(ReadKubeconfig(), Options(cancellationToken)))), Retry);
        }
    }

    private string ReadKubeconfig() => Node.Files.FileExists(KubeconfigPath)
        ? Encoding.UTF8.GetString(Node.Files.ReadAllBytes(KubeconfigPath))
        : throw UpgradeErrors.KubeconfigNotFound(KubeconfigPath);

    private ConnectOptions Options(CancellationToken cancellationToken) =>
        new() { EnvironmentVariable = Node.System.GetEnvironmentVariable, CancellationToken = cancellationToken };

    private T Keep<T>(T connection)
        where T : IDisposable
    {
        lock (_connections)
        {
            _connections.Add(connection);
        }

        return connection;
    }
}
