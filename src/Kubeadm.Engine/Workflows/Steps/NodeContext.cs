using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>What the phases share of every workflow that makes a node: the world, and the tools that need no cluster's configuration.</summary>
public abstract class NodeContext : IAsyncDisposable
{
    private readonly Lazy<IContainerRuntime> _runtime;
    private readonly Lazy<PatchSet> _patches;
    private readonly string? _patchesDirectory;

    /// <summary>Creates the context.</summary>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="registration">How the node registers.</param>
    /// <param name="request">What a person asked for.</param>
    /// <param name="patches">The configuration's folder of patches, if it names one.</param>
    /// <param name="timeouts">The time limits; null means kubeadm's.</param>
    /// <param name="terms">How the run treats what no port hides.</param>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: <c>all</c> stands beside single checks.</exception>
    protected NodeContext(EnginePorts ports, NodeRegistration registration, NodeRequest request, string? patches, Timeouts? timeouts, RunTerms terms)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(terms);
        Ports = ports;
        Terms = terms;
        _patchesDirectory = request.PatchesDirectory ?? patches;
        _patchesDirectory = string.IsNullOrEmpty(_patchesDirectory) ? null : _patchesDirectory;
        _runtime = new(() => ports.ConnectRuntime(registration.CriSocket));
        _patches = new(() => PatchSet.Load(Node.Files, _patchesDirectory));
        Preflight = new NodePreflight(IgnoredChecks.Parse(request.IgnorePreflightErrors, registration.IgnorePreflightErrors), terms.StopsOnFailedChecks);
        Waits = terms.CreateWaits(Node, () => Runtime, timeouts);
        Certificates = new CertificateIssuer(Node.Files, Node.Clock, Keys);
        Kubeconfigs = new KubeconfigWriter(Node.Files, Node.Clock, Keys);
        Kubelet = new KubeletService(Node.Services);
    }

    /// <summary>The ways to the world.</summary>
    public EnginePorts Ports { get; }

    /// <summary>The machine.</summary>
    public INode Node => Ports.Node;

    /// <summary>Checks the node, and pulls its images.</summary>
    public NodePreflight Preflight { get; }

    /// <summary>Waits for what runs on the node.</summary>
    public INodeWaits Waits { get; }

    /// <summary>Creates certificates.</summary>
    public CertificateIssuer Certificates { get; }

    /// <summary>Creates kubeconfigs.</summary>
    public KubeconfigWriter Kubeconfigs { get; }

    /// <summary>The kubelet's service.</summary>
    public KubeletService Kubelet { get; }

    /// <summary>The container runtime.</summary>
    public IContainerRuntime Runtime => _runtime.Value;

    /// <summary>The user's patches.</summary>
    public PatchSet Patches => _patches.Value;

    /// <summary>How the run treats what no port hides.</summary>
    internal RunTerms Terms { get; }

    /// <summary>Where private keys come from.</summary>
    protected KeyFactory Keys { get; } = new();

    /// <summary>Loads the patches. A folder that cannot be read fails here, before anything is done.</summary>
    public void AnnouncePatches(IEngineObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (_patchesDirectory is null)
        {
            return;
        }

        observer.Info($"[patches] Reading patches from path \"{_patchesDirectory}\"");
        observer.Info($"[patches] Found the following patch files: [{string.Join(' ', Patches.Files.Select(f => f.Name))}]");
        foreach (var ignored in Patches.Ignored)
        {
            observer.Warning($"[patches] The file \"{ignored.Name}\" is no patch: {ignored.Reason}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Keys.DisposeAsync();
        await DisposeConnectionsAsync();
        if (_runtime.IsValueCreated)
        {
            await _runtime.Value.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the workflow has opened beyond this.</summary>
    protected abstract ValueTask DisposeConnectionsAsync();
}
