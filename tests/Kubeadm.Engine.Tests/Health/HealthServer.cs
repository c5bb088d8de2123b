using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubeadm.Engine.Tests.Health;

/// <summary>A small HTTP or HTTPS server on loopback whose answers a test sets; HTTPS signs for itself.</summary>
internal sealed class HealthServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();

    public HealthServer(bool tls = false, Func<int, (int Status, string Body)>? answer = null)
    {
        _certificate = tls ? SelfSigned() : null;
        Answer = answer ?? (_ => (200, "ok"));
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The answer to the request of this number, from 1.</summary>
    public Func<int, (int Status, string Body)> Answer { get; set; }

    /// <summary>The paths that were asked for.</summary>
    public List<string> Paths { get; } = [];

    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _stop.Cancel();
        _listener.Stop();
        _certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            await using (Stream stream = _certificate is null ? client.GetStream() : new SslStream(client.GetStream()))
            {
                if (stream is SslStream secure)
                {
                    await secure.AuthenticateAsServerAsync(_certificate!);
                }

                using var reader = new StreamReader(stream);
                var request = await reader.ReadLineAsync(_stop.Token) ?? "";
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                }

                int number;
                lock (Paths)
                {
                    Paths.Add(request.Split(' ').ElementAtOrDefault(1) ?? "");
                    number = Paths.Count;
                }

                var (status, body) = Answer(number);
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
