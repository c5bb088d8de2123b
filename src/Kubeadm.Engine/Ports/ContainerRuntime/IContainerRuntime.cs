namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>A container runtime that speaks the Container Runtime Interface (CRI v1).</summary>
/// <remarks>Errors are <see cref="KubeadmException"/> with the id <c>ContainerRuntimeFailed</c> or <c>ContainerRuntimeUnreachable</c>.</remarks>
public interface IContainerRuntime : IAsyncDisposable
{
    /// <summary>The endpoint, for example <c>unix:///var/run/containerd/containerd.sock</c>.</summary>
    string Endpoint { get; }

    /// <summary>Name and version of the runtime.</summary>
    Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>State and facts of the runtime.</summary>
    Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>The cgroup driver the runtime wants (<c>systemd</c> or <c>cgroupfs</c>); null when it does not tell.</summary>
    Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken);

    /// <summary>The image that sandboxes are made of; null when the runtime does not tell.</summary>
    Task<string?> GetSandboxImageAsync(CancellationToken cancellationToken);

    /// <summary>An image on the node, or null.</summary>
    Task<RuntimeImage?> GetImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>Pulls an image and returns its reference with digest.</summary>
    Task<string> PullImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>Containers of the kubelet's Pods, running or not.</summary>
    Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken);

    /// <summary>Stops a container; nothing when it does not run any more. What starts it again is up to the kubelet.</summary>
    /// <param name="containerId">The runtime's identifier.</param>
    /// <param name="grace">How long it may take to end by itself before it is killed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>The last lines of a container's log, oldest first.</summary>
    Task<IReadOnlyList<string>> GetLogAsync(string containerId, int lines, CancellationToken cancellationToken);

    /// <summary>Identifiers of the Pod sandboxes of the kubelet.</summary>
    Task<IReadOnlyList<string>> ListSandboxesAsync(CancellationToken cancellationToken);

    /// <summary>Stops a sandbox with its containers and removes it.</summary>
    Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken);
}

/// <summary>Name and version of a runtime.</summary>
public sealed record RuntimeVersion(string Name, string Version, string ApiVersion);

/// <summary>Whether a runtime can run Pods.</summary>
/// <param name="RuntimeReady">Containers can be run.</param>
/// <param name="NetworkReady">The Pod network is set up.</param>
/// <param name="Message">Why not, or empty.</param>
public sealed record RuntimeStatus(bool RuntimeReady, bool NetworkReady, string Message);

/// <summary>An image on the node.</summary>
/// <param name="Id">The runtime's identifier.</param>
/// <param name="Digests">References with digest.</param>
/// <param name="Size">Bytes.</param>
public sealed record RuntimeImage(string Id, IReadOnlyList<string> Digests, long Size);

/// <summary>A container.</summary>
/// <param name="Id">The runtime's identifier.</param>
/// <param name="Name">The container's name in its Pod.</param>
/// <param name="PodName">The Pod's name.</param>
/// <param name="PodNamespace">The Pod's namespace.</param>
/// <param name="State">Created, Running, Exited or Unknown.</param>
/// <param name="Attempt">How often it was started before.</param>
public sealed record RuntimeContainer(string Id, string Name, string PodName, string PodNamespace, string State, int Attempt)
{
    /// <summary>Its state while it runs.</summary>
    public const string Running = "Running";

    /// <summary>The identifier of its Pod's sandbox.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>Its Pod's UID, which for a static Pod is the kubelet's hash of the manifest; empty where the runtime does not tell.</summary>
    public string PodUid { get; init; } = "";
}
