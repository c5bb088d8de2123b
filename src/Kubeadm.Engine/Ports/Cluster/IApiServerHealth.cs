namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>One API server, as questions about its health reach it: with the rights of a kubeconfig.</summary>
public interface IApiServerHealth : IDisposable
{
    /// <summary>The API server's URL.</summary>
    Uri Server { get; }

    /// <summary>Asks once.</summary>
    /// <param name="url">The full URL of the question, below <see cref="Server"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="HttpRequestException">There was no answer, or it was too large.</exception>
    /// <exception cref="TimeoutException">There was no complete answer in time.</exception>
    Task<HealthAnswer> AskAsync(Uri url, CancellationToken cancellationToken);
}
