using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>Reads from servers that are no API server of a cluster: release servers, files on the web, etcd's versions, health probes.</summary>
internal sealed class WebClient : IDisposable
{
    private readonly HttpClient _client;

    private WebClient(HttpMessageHandler handler, AnswerLimit limit) => _client = HttpTransport.CreateClient(handler, limit);

    /// <summary>A client of a server that the system's authorities vouch for.</summary>
    /// <param name="proxy">The environment's proxy.</param>
    /// <param name="server">Where requests will go.</param>
    /// <param name="limit">The limit of each answer.</param>
    /// <exception cref="KubeadmException"><c>InvalidProxy</c>: the environment names a proxy for this server that is none.</exception>
    public static WebClient OfServer(IWebProxy proxy, Uri server, AnswerLimit limit) => new(HttpTransport.Open(proxy, server), limit);

    /// <summary>A client over a connection that is made elsewhere; it is closed with this.</summary>
    public static WebClient Over(HttpMessageHandler handler, AnswerLimit limit) => new(handler, limit);

    /// <summary>A client of servers that have authorities of their own.</summary>
    /// <param name="proxy">The environment's proxy.</param>
    /// <param name="authorities">The only authorities that are trusted; null means the system's.</param>
    /// <param name="identity">The certificate with its key that this side shows, or null.</param>
    /// <param name="limit">The limit of each answer.</param>
    public static WebClient OfTrusted(IWebProxy proxy, X509Certificate2Collection? authorities, X509Certificate2? identity, AnswerLimit limit)
    {
        var handler = HttpTransport.Configure(new SocketsHttpHandler(), proxy);
        if (authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        handler.SslOptions.ClientCertificates = identity is null ? null : [identity];
        return new WebClient(handler, limit);
    }

    /// <summary>A client of this machine's components: without a proxy, and taking any certificate, as many sign for themselves.</summary>
    public static WebClient OfThisMachine(AnswerLimit limit)
    {
        var handler = HttpTransport.Configure(new SocketsHttpHandler(), proxy: null);
#pragma warning disable CA5359 // What is asked here is not secret and decides nothing but a wait.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return new WebClient(handler, limit);
    }

    /// <summary>Asks once.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or it was too large.</exception>
    /// <exception cref="TimeoutException">There was no complete answer in time.</exception>
    public async Task<WebAnswer> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(url, cancellationToken);
        return new WebAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
