using Kubeadm.Engine.Ports.ContainerRuntime;

namespace Kubeadm.Testing;

/// <summary>A runtime with containers and logs that a test sets.</summary>
public class StubRuntime : IContainerRuntime
{
    public List<(RuntimeContainer Container, string[] Log)> Containers { get; } = [];

    public string Endpoint => "unix:///run/test.sock";

    public virtual Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RuntimeContainer>>([.. Containers.Select(c => c.Container)]);

    public virtual Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<string>> GetLogAsync(string containerId, int lines, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(Containers.Single(c => c.Container.Id == containerId).Log.TakeLast(lines).ToList());

    public Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string?> GetCgroupDriverAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string?> GetSandboxImageAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<RuntimeImage?> GetImageAsync(string image, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> PullImageAsync(string image, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<string>> ListSandboxesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
