using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Kubeadm.Engine.Ports.ContainerRuntime.Wire;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Tracing;
using Kubeadm.Engine.Serialization.Json;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>The container runtime that listens at an endpoint. Connects on the first call; safe for use from several threads.</summary>
public sealed class CriContainerRuntime : IContainerRuntime
{
    private const string PodNameLabel = "io.kubernetes.pod.name";
    private const string PodNamespaceLabel = "io.kubernetes.pod.namespace";
    private const string PodUidLabel = "io.kubernetes.pod.uid";
    private const int RemoveAttempts = 5;

    // An image of some hundred MB over a slow line takes minutes; what takes longer than this will not end.
    private static readonly TimeSpan PullTimeout = TimeSpan.FromHours(1);

    private readonly INodeFileSystem _files;
    private readonly PortTrace? _trace;
    private readonly GrpcChannel _channel;
    private readonly RuntimeService.RuntimeServiceClient _runtime;
    private readonly ImageService.ImageServiceClient _images;

    /// <summary>Creates a client.</summary>
    /// <param name="endpoint"><c>unix:///path</c> or <c>npipe:////./pipe/name</c>.</param>
    /// <param name="files">The node's files, from which container logs are read.</param>
    /// <param name="trace">Is told of each call; null where nobody asks.</param>
    public CriContainerRuntime(string endpoint, INodeFileSystem files, PortTrace? trace = null)
    {
        _trace = trace;
        Endpoint = endpoint;
        _files = files;
        _channel = CriChannel.Open(endpoint);
        _runtime = new RuntimeService.RuntimeServiceClient(_channel);
        _images = new ImageService.ImageServiceClient(_channel);
    }

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <summary>How long a call may take that waits for nothing: a runtime that hangs is not waited for.</summary>
    internal TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Version", options => _runtime.VersionAsync(new VersionRequest(), options), cancellationToken);
        return new RuntimeVersion(answer.RuntimeName, answer.RuntimeVersion, answer.RuntimeApiVersion);
    }

    /// <inheritdoc/>
    public async Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync("Status", options => _runtime.StatusAsync(new StatusRequest(), options), cancellationToken);
        var conditions = answer.Status?.Conditions ?? [];
        var bad = conditions.Where(c => !c.Status).Select(c => $"{c.Type}: {c.Reason} {c.Message}".TrimEnd());
        return new RuntimeStatus(
            conditions.All(c => c.Type != "RuntimeReady" || c.Status),
            conditions.All(c => c.Type != "NetworkReady" || c.Status),
            string.Join("; ", bad));
    }

    /// <inheritdoc/>
    public async Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await CallAsync(
                "RuntimeConfig", options => _runtime.RuntimeConfigAsync(new RuntimeConfigRequest(), options), cancellationToken);
            return answer.Linux is not { } linux ? null : linux.CgroupDriver == CgroupDriver.Cgroupfs ? "cgroupfs" : "systemd";
        }
        catch (KubeadmException e) when (e.InnerException is RpcException { StatusCode: StatusCode.Unimplemented })
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<string?> GetSandboxImageAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "Status", options => _runtime.StatusAsync(new StatusRequest { Verbose = true }, options), cancellationToken);
        return answer.Info.TryGetValue("config", out var text) ? SandboxImageOf(text) : null;
    }

    /// <summary>The image of sandboxes in a runtime's configuration as it tells it; null where it tells none.</summary>
    internal static string? SandboxImageOf(string configuration) =>
        JsonText.TryReadObject(configuration, out var fields) && JsonText.StringOf(fields, "sandboxImage") is { Length: > 0 } image ? image : null;

    /// <inheritdoc/>
    public async Task<RuntimeImage?> GetImageAsync(string image, CancellationToken cancellationToken)
    {
        var request = new ImageStatusRequest { Image = new ImageSpec { Image = image } };
        var answer = await CallAsync("ImageStatus", options => _images.ImageStatusAsync(request, options), cancellationToken);
        return answer.Image is { } found ? new RuntimeImage(found.Id, [.. found.RepoDigests], (long)found.Size) : null;
    }

    /// <inheritdoc/>
    public async Task<string> PullImageAsync(string image, CancellationToken cancellationToken)
    {
        var request = new PullImageRequest { Image = new ImageSpec { Image = image } };
        var answer = await CallAsync("PullImage", options => _images.PullImageAsync(request, options), PullTimeout, cancellationToken);
        return answer.ImageRef;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "ListContainers", options => _runtime.ListContainersAsync(new ListContainersRequest(), options), cancellationToken);
        return [.. answer.Containers.Select(Describe)];
    }

    /// <inheritdoc/>
    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken)
    {
        var request = new StopContainerRequest { ContainerId = containerId, Timeout = (long)grace.TotalSeconds };
        return CallAsync("StopContainer", options => _runtime.StopContainerAsync(request, options), grace + CallTimeout, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetLogAsync(string containerId, int lines, CancellationToken cancellationToken)
    {
        var request = new ContainerStatusRequest { ContainerId = containerId };
        var answer = await CallAsync("ContainerStatus", options => _runtime.ContainerStatusAsync(request, options), cancellationToken);
        return answer.Status is { LogPath.Length: > 0 } status && _files.FileExists(status.LogPath)
            ? CriLog.LastLines(_files.ReadTail(status.LogPath, FileLimits.LogTail), lines)
            : [];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListSandboxesAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "ListPodSandbox", options => _runtime.ListPodSandboxAsync(new ListPodSandboxRequest(), options), cancellationToken);
        return [.. answer.Items.Select(sandbox => sandbox.Id)];
    }

    /// <inheritdoc/>
    public async Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        var stop = new StopPodSandboxRequest { PodSandboxId = sandboxId };
        var remove = new RemovePodSandboxRequest { PodSandboxId = sandboxId };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CallAsync("StopPodSandbox", options => _runtime.StopPodSandboxAsync(stop, options), cancellationToken);
                await CallAsync("RemovePodSandbox", options => _runtime.RemovePodSandboxAsync(remove, options), cancellationToken);
                return;
            }
            catch (KubeadmException) when (attempt < RemoveAttempts)
            {
                // Containers that take their time to end make the first attempts fail.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RuntimeContainer Describe(Container container) => new(
        container.Id,
        container.Metadata?.Name ?? "",
        container.Labels.TryGetValue(PodNameLabel, out var pod) ? pod : "",
        container.Labels.TryGetValue(PodNamespaceLabel, out var space) ? space : "",
        container.State switch
        {
            ContainerState.ContainerCreated => "Created",
            ContainerState.ContainerRunning => RuntimeContainer.Running,
            ContainerState.ContainerExited => "Exited",
            _ => "Unknown",
        },
        (int)(container.Metadata?.Attempt ?? 0))
    {
        SandboxId = container.PodSandboxId,
        PodUid = container.Labels.TryGetValue(PodUidLabel, out var uid) ? uid : "",
    };

    private Task<T> CallAsync<T>(string method, Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) =>
        CallAsync(method, call, CallTimeout, cancellationToken);

    private async Task<T> CallAsync<T>(
        string method, Func<CallOptions, AsyncUnaryCall<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            // The library measures a deadline by the system's clock.
            var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + timeout;
            using var unary = call(new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
            return _trace is null
                ? await unary.ResponseAsync
                : await _trace.FollowAsync($"{method} of {Endpoint}", () => unary.ResponseAsync, _ => "answered");
        }
        catch (RpcException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("the call to the container runtime was cancelled", e, cancellationToken);
        }
        catch (RpcException e) when (e is { StatusCode: StatusCode.DeadlineExceeded } or { StatusCode: StatusCode.Unavailable, Status.DebugException: not null })
        {
            throw ContainerRuntimeErrors.Unreachable(Endpoint, CauseOf(e, timeout), e);
        }
        catch (RpcException e)
        {
            throw ContainerRuntimeErrors.Failed(Endpoint, method, e);
        }
    }

    private static string CauseOf(RpcException e, TimeSpan timeout) => e.Status.DebugException?.GetBaseException() switch
    {
        _ when e.StatusCode == StatusCode.DeadlineExceeded => $"nothing came within {GoDuration.Format(timeout)}",

        // .NET has no word for a socket's path that does not exist, and says that an address cannot be assigned.
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "there is no such socket",
        { } error => error.Message,
        null => e.Status.Detail,
    };
}
