using k8s;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>Asks an API server for its health over a client's own connection and with its credentials.</summary>
/// <param name="client">The client; it is disposed with this.</param>
internal sealed class ApiServerHealth(Kubernetes client) : IApiServerHealth
{
    /// <inheritdoc/>
    public Uri Server => client.BaseUri;

    /// <inheritdoc/>
    public async Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, url);
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(question, cancellationToken);
        }

        using var answer = await client.HttpClient.SendAsync(question, cancellationToken);
        return new HealthAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
