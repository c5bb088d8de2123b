using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Http;

namespace Kubeadm.Engine.Health;

/// <summary>Asks components of this machine for their health.</summary>
internal sealed class LocalHealthClient : IDisposable
{
    private static readonly AnswerLimit Limit = new(TimeSpan.FromSeconds(10), AnswerLimit.HealthBytes);

    private readonly WebClient _client = WebClient.OfThisMachine(Limit);

    /// <summary>Asks once.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or it was too large.</exception>
    /// <exception cref="TimeoutException">There was no complete answer within 10 seconds.</exception>
    public async Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        var answer = await _client.GetAsync(url, cancellationToken);
        return new HealthAnswer(answer.Status, answer.Text);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
