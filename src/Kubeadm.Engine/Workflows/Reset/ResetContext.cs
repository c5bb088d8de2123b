using Kubeadm.Engine.Cleanup;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Reset;

/// <summary>What the phases of <c>reset</c> share.</summary>
public sealed class ResetContext : IAsyncDisposable
{
    private readonly Lazy<IContainerRuntime> _runtime;

    /// <param name="request">What a person asked for.</param>
    /// <param name="configuration">The configuration, complete with defaults.</param>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="terms">How the run treats what no port hides.</param>
    public ResetContext(ResetRequest request, ResetConfiguration configuration, EnginePorts ports, RunTerms terms)
    {
        Configuration = configuration;
        Ports = ports;
        _runtime = new(() => ports.ConnectRuntime(configuration.CriSocket));
        Guard = new FolderGuard(Node.Files, request.AllowedDirectories);
        Cleaner = new NodeCleaner(Node, Guard);
        Kubelet = new KubeletService(Node.Services);
        Cluster = new ResetCluster(ports, configuration, request.Kubeconfig ?? KubernetesPaths.AdminKubeconfig);
        Preflight = new NodePreflight(IgnoredChecks.Parse(request.IgnorePreflightErrors, configuration.IgnorePreflightErrors), terms.StopsOnFailedChecks);
    }

    /// <summary>The configuration, complete with defaults.</summary>
    public ResetConfiguration Configuration { get; }

    /// <summary>The ways to the world.</summary>
    public EnginePorts Ports { get; }

    /// <summary>The machine.</summary>
    public INode Node => Ports.Node;

    /// <summary>Decides which folders may be emptied.</summary>
    public FolderGuard Guard { get; }

    /// <summary>Empties folders and removes files.</summary>
    public NodeCleaner Cleaner { get; }

    /// <summary>The kubelet's service.</summary>
    public KubeletService Kubelet { get; }

    /// <summary>The cluster that the node is part of, as far as it answers.</summary>
    public ResetCluster Cluster { get; }

    /// <summary>Checks the node.</summary>
    public NodePreflight Preflight { get; }

    /// <summary>The container runtime.</summary>
    public IContainerRuntime Runtime => _runtime.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Cluster.Dispose();
        if (_runtime.IsValueCreated)
        {
            await _runtime.Value.DisposeAsync();
        }
    }
}
