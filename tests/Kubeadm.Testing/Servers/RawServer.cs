using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kubeadm.Testing.Servers;

/// <summary>A TCP server on loopback that reads a request's head and then sends what a test wants, byte by byte if need be.</summary>
public sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> _serve;
    private readonly List<string> _heads = [];

    /// <summary>Starts it.</summary>
    /// <param name="serve">Answers a request by its head, on its connection, which is closed afterwards.</param>
    public RawServer(Func<string, Stream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>The heads of the requests so far: the request line and the headers.</summary>
    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_heads)
            {
                return [.. _heads];
            }
        }
    }

    /// <summary>Sends the head of an answer; the headers given end it with an empty line, or leave it unfinished.</summary>
    public static ValueTask SendHeadAsync(Stream stream, string headers, CancellationToken stop) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}"), stop);

    /// <summary>Sends a body without end, as fast as it is taken, or a byte at a time.</summary>
    public static async Task SendForEverAsync(Stream stream, byte[] part, TimeSpan pause, CancellationToken stop)
    {
        while (true)
        {
            await stream.WriteAsync(part, stop);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, stop);
            }
        }
    }

    /// <inheritdoc/>
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
            using (client)
            {
                var stream = client.GetStream();
                if (await ReadHeadAsync(stream, stop) is { Length: > 0 } head)
                {
                    lock (_heads)
                    {
                        _heads.Add(head);
                    }

                    await _serve(head, stream, stop);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stop) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
