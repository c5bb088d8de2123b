using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.Images;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell;

/// <summary>The parameters that say which images are meant: those of a control plane, or single ones.</summary>
public abstract class ImageCommand : KubeadmCommand
{
    /// <summary>The set of parameters that names a control plane.</summary>
    private const string ControlPlaneSet = "ControlPlane";

    private const string ImageSet = "Image";

    private readonly List<string> _references = [];
    private string? _socket;

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter(Position = 0, ParameterSetName = ControlPlaneSet)]
    [Parameter(Position = 0, ParameterSetName = ParameterWays.Any)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter(ParameterSetName = ControlPlaneSet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string[]? LiteralPath { get; set; }

    /// <summary>Features to turn on or off, each name=true or name=false, or in a hashtable.</summary>
    [Parameter(ParameterSetName = ControlPlaneSet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [ArgumentCompleter(typeof(FeatureGateCompleter))]
    [FeatureGateTransformation]
    public string[]? FeatureGate { get; set; }

    /// <summary>The registry of the images.</summary>
    [Parameter(ParameterSetName = ControlPlaneSet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string? ImageRepository { get; set; }

    /// <summary>The version of Kubernetes.</summary>
    [Parameter(ParameterSetName = ControlPlaneSet)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? KubernetesVersion { get; set; }

    /// <summary>References of images.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ParameterWays.Any, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[] Image { get; set; } = [];

    /// <summary>The container runtime's socket.</summary>
    [Parameter]
    public string? CriSocket { get; set; }

    /// <summary>Whether the container runtime is wanted, and not only the names of images.</summary>
    private protected abstract bool NeedsRuntime { get; }

    /// <remarks>A pipeline without objects never comes here, and so asks for no image: not for those of a control plane.</remarks>
    private protected sealed override void Process()
    {
        RequireOneWay(hasInput: true);
        if (Image.Length > 0)
        {
            _references.AddRange(Image.Except(_references));
            _socket = CriSocket;
            return;
        }

        var request = new ImageRequest
        {
            Configuration = ReadConfiguration(Config, LiteralPath),
            Flags = new InitFlags { FeatureGates = FeatureGate, ImageRepository = ImageRepository, KubernetesVersion = KubernetesVersion, CriSocket = CriSocket },
            NeedsRuntime = NeedsRuntime,
        };
        var list = RunEngine((engine, token) => new NodeImages(engine.Ports, engine.Observer).ListAsync(request, token));
        _references.AddRange(list.Images.Select(image => image.Image));
        _socket = list.CriSocket;
    }

    /// <summary>All images together, so that the container runtime is asked for them side by side.</summary>
    private protected sealed override void End()
    {
        if (_references.Count > 0)
        {
            Process(_references, _socket);
        }
    }

    /// <summary>An image as it is shown when the container runtime was asked for it: with state, size and digest.</summary>
    private protected static PSObject WithStatus(KubeImage image)
    {
        var shown = new PSObject(image);
        shown.TypeNames.Insert(0, $"{typeof(KubeImage).FullName}#Status");
        return shown;
    }

    /// <summary>Processes the images.</summary>
    /// <param name="images">Their references.</param>
    /// <param name="socket">The container runtime's endpoint; null means the one found.</param>
    private protected abstract void Process(IReadOnlyList<string> images, string? socket);
}
