using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Recording;

namespace Kubeadm.Engine.Tests.Workflows.Join;

/// <summary>A runtime that keeps the images that were pulled.</summary>
internal sealed class KeepingRuntime : IContainerRuntime
{
    private readonly RecordingContainerRuntime _recording = new("unix:///run/test.sock");

    /// <summary>The images that are there.</summary>
    public HashSet<string> Images { get; } = [];

    /// <summary>An image that cannot be pulled.</summary>
    public string? Missing { get; set; }

    /// <summary>Why it cannot.</summary>
    public string Reason { get; set; } = "not found";

    /// <summary>What goes on while an image is pulled.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public string Endpoint => _recording.Endpoint;

    public Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken) => _recording.GetVersionAsync(cancellationToken);

    public Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken) => _recording.GetStatusAsync(cancellationToken);

    public Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("systemd");

    public Task<string?> GetSandboxImageAsync(CancellationToken cancellationToken) => _recording.GetSandboxImageAsync(cancellationToken);

    public Task<RuntimeImage?> GetImageAsync(string image, CancellationToken cancellationToken) =>
        Task.FromResult(Has(image) ? new RuntimeImage("sha256:00", [], 1) : null);

    public async Task<string> PullImageAsync(string image, CancellationToken cancellationToken)
    {
        await Meanwhile();
        if (Missing is { } missing && image.Contains(missing, StringComparison.Ordinal))
        {
            throw new KubeadmException("ContainerRuntimeFailed", $"{image}: {Reason}");
        }

        lock (Images)
        {
            Images.Add(image);
        }

        return "sha256:00";
    }

    public Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken) => _recording.ListContainersAsync(cancellationToken);

    public Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) =>
        _recording.StopContainerAsync(containerId, grace, cancellationToken);

    public Task<IReadOnlyList<string>> GetLogAsync(string containerId, int lines, CancellationToken cancellationToken) =>
        _recording.GetLogAsync(containerId, lines, cancellationToken);

    public Task<IReadOnlyList<string>> ListSandboxesAsync(CancellationToken cancellationToken) => _recording.ListSandboxesAsync(cancellationToken);

    public Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken) => _recording.RemoveSandboxAsync(sandboxId, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool Has(string image)
    {
        lock (Images)
        {
            return Images.Contains(image);
        }
    }
}
