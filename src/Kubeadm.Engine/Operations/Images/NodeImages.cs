using System.Runtime.CompilerServices;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Images;

/// <summary>Lists and pulls the images of a control plane, as <c>kubeadm config images</c> does, and any others.</summary>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
public sealed class NodeImages(EnginePorts ports, IEngineObserver observer)
{
    /// <summary>The images that a control plane needs.</summary>
    /// <exception cref="KubeadmException"><c>InvalidConfiguration</c>, and <c>AmbiguousContainerRuntime</c> where the runtime is wanted.</exception>
    public async Task<ImageList> ListAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new LoadOptions { ForNode = false, SkipCriDetection = !request.NeedsRuntime, FlagsYieldToFile = true };
        var loaded = await ConfigurationLoader.LoadInitAsync(request.Configuration, request.Flags, ports.Node, options, cancellationToken);
        observer.Warn(loaded.Findings);

        var images = ControlPlaneImages.List(loaded.Configuration.Cluster).Select(image => new KubeImage(image));
        return new ImageList([.. images], loaded.Configuration.NodeRegistration.CriSocket);
    }

    /// <summary>Asks the container runtime for images: which are there, their digests and sizes.</summary>
    /// <param name="images">The images' references.</param>
    /// <param name="socket">The container runtime's endpoint; null means the one found.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="KubeadmException">Those of the container runtime.</exception>
    public async Task<IReadOnlyList<KubeImage>> FindAsync(IReadOnlyList<string> images, string? socket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        await using var runtime = Connect(socket);
        return await Task.WhenAll(images.Select(async image =>
            new KubeImage(image).With(await runtime.GetImageAsync(image, cancellationToken))));
    }

    /// <summary>Pulls images, and tells of each in the order given.</summary>
    /// <param name="images">The images' references.</param>
    /// <param name="socket">The container runtime's endpoint; null means the one found.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the pulls. So does ceasing to listen.</param>
    /// <exception cref="KubeadmException"><c>ContainerRuntimeUnreachable</c>: nothing was pulled, for there is nobody who could.</exception>
    public async IAsyncEnumerable<ImagePull> PullAsync(
        IReadOnlyList<string> images, string? socket, ImagePullOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        await using var runtime = Connect(socket);

        // One error that says so, in place of one for each image.
        await runtime.GetVersionAsync(cancellationToken);
        var progress = new CallbackProgress<ProgressReport>(observer.Progress);
        await foreach (var pull in new ImagePuller(runtime).PullEachAsync(images, options, progress, cancellationToken))
        {
            Tell(pull, options);
            yield return pull;
        }
    }

    private IContainerRuntime Connect(string? socket) =>
        ports.ConnectRuntime(socket is null ? ContainerRuntimeEndpoints.Detect(ports.Node) : ContainerRuntimeEndpoints.Normalize(socket, ports.Node.System.IsWindows, out _));

    private void Tell(ImagePull pull, ImagePullOptions options)
    {
        if (pull.Change is null)
        {
            return;
        }

        if (pull.Change.Action == ChangeAction.Unchanged && options.Policy == ImagePullOptions.IfNotPresent)
        {
            observer.Verbose($"{pull.Image} is on this node already");
            return;
        }

        observer.Info($"[config/images] Pulled {pull.Image}");
        observer.Verbose(pull.Change.ToString());
    }
}
