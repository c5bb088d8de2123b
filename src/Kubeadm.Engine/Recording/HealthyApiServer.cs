using Kubeadm.Engine.Ports.Cluster;

namespace Kubeadm.Engine.Recording;

/// <summary>The API server of a dry run, which is always well: nothing comes up that could be asked.</summary>
internal sealed class HealthyApiServer : IApiServerHealth
{
    private const int HttpOk = 200;

    /// <inheritdoc/>
    public Uri Server { get; } = new("http://in-memory.invalid");

    /// <inheritdoc/>
    public Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken) => Task.FromResult(new HealthAnswer(HttpOk, "ok"));

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
