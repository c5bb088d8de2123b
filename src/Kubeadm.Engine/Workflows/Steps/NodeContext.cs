using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Patches;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>What the phases share of every workflow that makes a node: the world, and the tools that need no cluster's configuration.</summary>
public abstract class NodeContext : IAsyncDisposable
{
    private readonly Lazy<IContainerRuntime> _runtime;
    private readonly Lazy<PatchSet> _patches;

    /// <summary>Makes it.</summary>
    /// <param name="ports">The world, or in a dry run its recording stand-in.</param>
    /// <param name="registration">How the node registers.</param>
    /// <param name="ignoredChecks">Preflight checks whose errors do not count, beside those of the registration.</param>
    /// <param name="patchesDirectory">The folder of patches; null or empty means none.</param>
    /// <param name="isDryRun">Whether nothing is really done.</param>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>: <c>all</c> stands beside single checks.</exception>
    protected NodeContext(
        EnginePorts ports, NodeRegistration registration, IEnumerable<string> ignoredChecks, string? patchesDirectory, bool isDryRun)
    {
        ArgumentNullException.ThrowIfNull(ports);
        ArgumentNullException.ThrowIfNull(registration);
        Ports = ports;
        IsDryRun = isDryRun;
        PatchesDirectory = string.IsNullOrEmpty(patchesDirectory) ? null : patchesDirectory;
        IgnoredChecks = IgnoredChecks.Parse(ignoredChecks, registration.IgnorePreflightErrors);
        _runtime = new(() => ports.ConnectRuntime(registration.CriSocket));
        _patches = new(() => PatchSet.Load(Node.Files, PatchesDirectory));
        Certificates = new CertificateIssuer(Node.Files, Node.Clock, Keys);
        Kubeconfigs = new KubeconfigWriter(Node.Files, Node.Clock, Keys);
        Kubelet = new KubeletService(Node.Services);
    }

    /// <summary>The ways to the world.</summary>
    public EnginePorts Ports { get; }

    /// <summary>The machine.</summary>
    public INode Node => Ports.Node;

    /// <summary>Whether nothing is really done.</summary>
    public bool IsDryRun { get; }

    /// <summary>The preflight checks whose errors do not count.</summary>
    public IgnoredChecks IgnoredChecks { get; }

    /// <summary>Makes certificates.</summary>
    public CertificateIssuer Certificates { get; }

    /// <summary>Makes kubeconfigs.</summary>
    public KubeconfigWriter Kubeconfigs { get; }

    /// <summary>The kubelet's service.</summary>
    public KubeletService Kubelet { get; }

    /// <summary>The container runtime.</summary>
    public IContainerRuntime Runtime => _runtime.Value;

    /// <summary>A person's patches.</summary>
    public PatchSet Patches => _patches.Value;

    /// <summary>The folder of patches; null means none.</summary>
    public string? PatchesDirectory { get; }

    /// <summary>Where private keys come from.</summary>
    protected KeyFactory Keys { get; } = new();

    /// <summary>Says which patches there are. A folder that cannot be read fails here, before anything is done.</summary>
    public void AnnouncePatches(IEngineObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (PatchesDirectory is null)
        {
            return;
        }

        observer.Info($"[patches] Reading patches from path \"{PatchesDirectory}\"");
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
        await DisposeConnectionsAsync().ConfigureAwait(false);
        if (_runtime.IsValueCreated)
        {
            await _runtime.Value.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the workflow has opened beyond this.</summary>
    protected abstract ValueTask DisposeConnectionsAsync();
}
