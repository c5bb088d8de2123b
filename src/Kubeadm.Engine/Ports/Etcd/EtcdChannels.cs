using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Net.Client;
using Kubeadm.Engine.Ports.Tracing;

namespace Kubeadm.Engine.Ports.Etcd;

/// <summary>
/// gRPC channels to etcd's servers, one for each endpoint, over TLS that trusts the given authority only and presents the given
/// certificate.
/// </summary>
internal sealed class EtcdChannels : IDisposable
{
    /// <summary>In bytes. Lists of members and states have some hundred; it is also the library's own limit.</summary>
    private const int LargestAnswer = 4 << 20;

    private readonly Dictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);
    private readonly HttpClient _transport;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly X509Certificate2 _certificate;

    /// <summary>Reads the certificates; nothing is connected.</summary>
    /// <exception cref="KubeadmException"><c>InvalidCertificate</c>: the CA, the certificate or its key cannot be read.</exception>
    public EtcdChannels(EtcdConnection connection, TimeSpan attemptLimit, PortTrace? trace)
    {
        Import("certificate authority", () => _authorities.ImportFromPem(Encoding.UTF8.GetString(connection.CertificateAuthority)));
        if (_authorities.Count == 0)
        {
            throw EtcdErrors.InvalidCertificate("certificate authority", "there is no PEM certificate in it");
        }

        _certificate = ReadCertificate(connection);

        var sockets = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectTimeout = attemptLimit,

            // A machine that went away without a word leaves a connection that looks alive; it is not asked for long.
            PooledConnectionLifetime = attemptLimit * 5,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = TrustOnly(_authorities),
                ClientCertificateContext = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true),
            },
        };
        var handler = trace?.CreateHandler();
        if (handler is not null)
        {
            handler.InnerHandler = sockets;
        }

        // A client in the place of the handler, as over a bare handler the library balances, and waits longer and longer before
        // it connects again to a server that was away.
        _transport = new HttpClient(handler ?? (HttpMessageHandler)sockets);
    }

    /// <summary>The channel to an endpoint; nothing is connected before the first call.</summary>
    /// <exception cref="KubeadmException"><c>EtcdUnreachable</c>: the endpoint is not an https URL.</exception>
    public GrpcChannel Open(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            throw EtcdErrors.NotAnEndpoint(endpoint);
        }

        lock (_channels)
        {
            if (!_channels.TryGetValue(endpoint, out var channel))
            {
                channel = GrpcChannel.ForAddress(url, new GrpcChannelOptions { HttpClient = _transport, MaxReceiveMessageSize = LargestAnswer });
                _channels.Add(endpoint, channel);
            }

            return channel;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }

        _transport.Dispose();
        _certificate.Dispose();
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }

    // The platform still checks the server's name or address, and that the certificate is one for servers.
    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static X509Certificate2 ReadCertificate(EtcdConnection connection)
    {
        X509Certificate2? certificate = null;
        var key = Encoding.UTF8.GetChars(connection.Key);
        try
        {
            Import("client certificate or its key", () => certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(connection.Certificate), key));
        }
        finally
        {
            Array.Clear(key);
        }

        return certificate!;
    }

    private static void Import(string what, Action import)
    {
        try
        {
            import();
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw EtcdErrors.InvalidCertificate(what, error.Message, error);
        }
    }
}
