using k8s;
using Kubeadm.Engine.ClusterObjects;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>The cluster as the phases of <c>init</c> reach it: once, when the first of them needs it.</summary>
/// <remarks>
/// With the administrator's own kubeconfig, requests go to this node's API server, since a load balancer may not know of it yet,
/// and the administrators are given their rights first.
/// </remarks>
/// <param name="ports">The ways to the world.</param>
/// <param name="configuration">The configuration, complete with defaults.</param>
/// <param name="kubeconfigPath">The kubeconfig that is used.</param>
/// <param name="bindsAdministrators">Whether administrators are given their rights.</param>
public sealed class InitCluster(EnginePorts ports, InitConfiguration configuration, string kubeconfigPath, bool bindsAdministrators) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<IDisposable> _connections = [];
    private ApiObjects? _objects;

    /// <summary>The kubeconfig that is used.</summary>
    public string KubeconfigPath => kubeconfigPath;

    /// <summary>This node's API server, for questions about its health. No rights are given to anyone for it.</summary>
    public IApiServerHealth OpenForHealth()
    {
        var health = ports.ConnectHealth(Read(kubeconfigPath), Options(CancellationToken.None));
        _connections.Add(health);
        return health;
    }

    /// <summary>Connects, the first time; what that changed goes into the report of the phase that asked first.</summary>
    public async Task<ApiObjects> ConnectAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _objects ??= await ConnectFirstAsync(report, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections.ForEach(c => c.Dispose());
        _gate.Dispose();
    }

    private async Task<ApiObjects> ConnectFirstAsync(PhaseReport report, CancellationToken cancellationToken)
    {
        var retry = new ApiRetry(configuration.Timeouts?.KubernetesApiCall ?? ApiRetry.DefaultTimeout, ports.Node.Clock);
        var api = Connect(kubeconfigPath, cancellationToken);
        if (bindsAdministrators && kubeconfigPath == KubernetesPaths.AdminKubeconfig)
        {
            var superAdmin = ports.Node.Files.FileExists(KubernetesPaths.SuperAdminKubeconfig) ? Connect(KubernetesPaths.SuperAdminKubeconfig, cancellationToken) : null;
            report.Add(await AdminBinding.EnsureAsync(api, superAdmin, retry, cancellationToken));
        }

        return new ApiObjects(api, retry);
    }

    private IKubernetes Connect(string path, CancellationToken cancellationToken)
    {
        var api = ports.ConnectCluster(Read(path), Options(cancellationToken));
        _connections.Add(api);
        return api;
    }

    private string Read(string path) => System.Text.Encoding.UTF8.GetString(ports.Node.Files.ReadAllBytes(path));

    private ConnectOptions Options(CancellationToken cancellationToken) => new()
    {
        ServerOverride = kubeconfigPath == KubernetesPaths.AdminKubeconfig ? new Uri(ControlPlaneEndpoint.LocalUrl(configuration.LocalApiEndpoint)) : null,
        EnvironmentVariable = ports.Node.System.GetEnvironmentVariable,
        CancellationToken = cancellationToken,
    };
}
