using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

/// <summary>A TLS server with a self-signed certificate.</summary>
internal sealed class UnknownTlsServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Task _answering;

    public UnknownTlsServer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _listener.Start();
        _answering = Task.Run(AnswerAsync);
    }

    public string Host => _listener.LocalEndpoint.ToString()!;

    public void Dispose()
    {
        _listener.Stop();
        _answering.Wait();
        _certificate.Dispose();
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(_certificate);
                await stream.ReadExactlyAsync(new byte[1]);
            }
            catch (Exception error) when (error is AuthenticationException or IOException)
            {
                // The client does not like the certificate.
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
