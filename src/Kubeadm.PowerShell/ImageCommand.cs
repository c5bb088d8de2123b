using System.Management.Automation;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Workflows;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters that say of which control plane the images are.</summary>
public abstract class ImageCommand : KubeadmCommand
{
    /// <summary>Paths of kubeadm configuration files.</summary>
    [Parameter(Position = 0)]
    [Alias("Path")]
    public string[]? Config { get; set; }

    /// <summary>Features to turn on or off, each name=true or name=false.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureGateCompleter))]
    public string[]? FeatureGate { get; set; }

    /// <summary>The registry of the images.</summary>
    [Parameter]
    public string? ImageRepository { get; set; }

    /// <summary>The version of Kubernetes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>The container runtime's socket; null means the one found.</summary>
    private protected virtual string? Socket => null;

    /// <summary>Reads the configuration with the flags that were given.</summary>
    private protected Func<EnginePorts, bool, IEngineObserver, CancellationToken, Task<InitConfiguration>> Loader()
    {
        var text = ReadConfiguration(Config);
        var flags = new InitFlags { FeatureGates = FeatureGate, ImageRepository = ImageRepository, KubernetesVersion = KubernetesVersion, CriSocket = Socket };
        return async (ports, needsRuntime, observer, cancellationToken) =>
        {
            var options = new LoadOptions { ForNode = false, SkipCriDetection = !needsRuntime, FlagsYieldToFile = true };
            var loaded = await ConfigurationLoader.LoadInitAsync(text, flags, ports.Node, options, cancellationToken);
            observer.Warn(loaded.Findings);
            return loaded.Configuration;
        };
    }
}
