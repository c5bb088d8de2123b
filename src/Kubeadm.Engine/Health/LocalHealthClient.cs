using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Health;

/// <summary>Asks components of this machine for their health: without a proxy, and taking any certificate, as many sign for themselves.</summary>
internal sealed class LocalHealthClient : IDisposable
{
    private static readonly AnswerLimit Limit = new(TimeSpan.FromSeconds(10), AnswerLimit.HealthBytes);

    private readonly HttpClient _client = HttpTransport.CreateClient(Open(), Limit);

    /// <summary>Asks once.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or it was too large.</exception>
    /// <exception cref="TimeoutException">There was no complete answer within 10 seconds.</exception>
    public async Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(url, cancellationToken);
        return new HealthAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Open()
    {
        var handler = HttpTransport.Configure(new SocketsHttpHandler(), proxy: null);
#pragma warning disable CA5359 // The answer is not secret and decides nothing but the wait.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }
}
