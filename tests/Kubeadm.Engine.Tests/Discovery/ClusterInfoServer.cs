using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>An HTTPS server on loopback whose certificates and answers a test sets. It takes client certificates, and notes what it is sent.</summary>
internal sealed class ClusterInfoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private int _connections;

    public ClusterInfoServer(X509Certificate2 certificate)
    {
        Certificate = _ => certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Endpoint => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The certificate for the connection of this number, from 1; null hangs up.</summary>
    public Func<int, X509Certificate2?> Certificate { get; set; }

    /// <summary>The answer to the request of this number, from 1.</summary>
    public Func<int, (int Status, string Body)> Answer { get; set; } = _ => (404, "");

    /// <summary>What was asked, in order.</summary>
    public List<Request> Requests { get; } = [];

    /// <summary>How many connections there were, with those that came to nothing.</summary>
    public int Connections => _connections;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var stop = _stop.Token;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(stop), stop);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using var connection = client;
            if (Certificate(Interlocked.Increment(ref _connections)) is not { } certificate)
            {
                return;
            }

            using var secure = new SslStream(connection.GetStream());
            await secure.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = true,
#pragma warning disable CA5359 // Who asks is noted, not judged.
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                },
                stop);
            var number = await ReadAsync(secure, stop);
            var (status, body) = Answer(number);
            var bytes = Encoding.UTF8.GetBytes(body);
            await secure.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"), stop);
            await secure.WriteAsync(bytes, stop);
            await secure.ShutdownAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            // The client refused the certificate or went away, or the test is over.
        }
    }

    private async Task<int> ReadAsync(SslStream stream, CancellationToken stop)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var line = await reader.ReadLineAsync(stop) ?? throw new IOException("the client refused the certificate");
        string? authorization = null;
        while (await reader.ReadLineAsync(stop) is { Length: > 0 } header)
        {
            authorization ??= header.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase) ? header["Authorization:".Length..].Trim() : null;
        }

        var request = new Request(line.Split(' ').ElementAtOrDefault(1) ?? "/", authorization, stream.RemoteCertificate?.Subject);
        lock (Requests)
        {
            Requests.Add(request);
            return Requests.Count;
        }
    }

    /// <summary>What was asked by whom.</summary>
    internal sealed record Request(string Path, string? Authorization, string? ClientSubject);
}
