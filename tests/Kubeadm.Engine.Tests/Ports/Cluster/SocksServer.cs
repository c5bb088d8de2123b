using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

/// <summary>A SOCKS 5 server on loopback (RFC 1928, RFC 1929) that notes who asks for what, and hangs up.</summary>
internal sealed class SocksServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SocksServer()
    {
        _listener.Start();
        Asked = ServeAsync();
    }

    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>The user, the password, and the name and port to be connected to.</summary>
    public Task<(string User, string Password, string Target)> Asked { get; }

    public void Dispose() => _listener.Dispose();

    private async Task<(string User, string Password, string Target)> ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var methods = await ReadAsync(stream, 2);
        await ReadAsync(stream, methods[1]);
        await stream.WriteAsync(new byte[] { 5, 2 });
        await ReadAsync(stream, 1);
        var user = await ReadTextAsync(stream);
        var password = await ReadTextAsync(stream);
        await stream.WriteAsync(new byte[] { 1, 0 });
        await ReadAsync(stream, 4);
        var name = await ReadTextAsync(stream);
        var port = await ReadAsync(stream, 2);
        return (user, password, string.Create(CultureInfo.InvariantCulture, $"{name}:{(port[0] << 8) | port[1]}"));
    }

    private static async Task<string> ReadTextAsync(NetworkStream stream) =>
        Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1))[0]));

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
