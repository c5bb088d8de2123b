using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Engine.Recording;

/// <summary>A runtime that needs no runtime: it is always ready and empty, and what would be done to it is recorded.</summary>
/// <param name="endpoint">The endpoint that it stands for.</param>
/// <param name="observed">A runtime whose Pod sandboxes are seen, for what would remove them; null for an empty one.</param>
public sealed class RecordingContainerRuntime(string endpoint, IContainerRuntime? observed = null) : IContainerRuntime
{
    private readonly List<string> _calls = [];

    /// <summary>What would have been done, in order: <c>pull IMAGE</c>, <c>stop CONTAINER</c>, <c>remove SANDBOX</c>.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <inheritdoc/>
    public string Endpoint => endpoint;

    /// <inheritdoc/>
    public Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeVersion("dry-run", "", "v1"));

    /// <inheritdoc/>
    public Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeStatus(true, true, ""));

    /// <summary>The driver that kubeadm gives kubelets: a runtime that is not asked is not said to lack what it may well have.</summary>
    public Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("systemd");

    /// <inheritdoc/>
    public Task<string?> GetSandboxImageAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<RuntimeImage?> GetImageAsync(string image, CancellationToken cancellationToken) => Task.FromResult<RuntimeImage?>(null);

    /// <inheritdoc/>
    public Task<string> PullImageAsync(string image, CancellationToken cancellationToken)
    {
        Record($"pull {image}");
        return Task.FromResult(image);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RuntimeContainer>>([]);

    /// <inheritdoc/>
    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken)
    {
        Record($"stop {containerId}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetLogAsync(string containerId, int lines, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListSandboxesAsync(CancellationToken cancellationToken) =>
        observed?.ListSandboxesAsync(cancellationToken) ?? Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        Record($"remove {sandboxId}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => observed?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Record(string call)
    {
        lock (_calls)
        {
            _calls.Add(call);
        }
    }
}
