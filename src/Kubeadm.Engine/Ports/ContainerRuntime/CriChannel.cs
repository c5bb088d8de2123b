using System.IO.Pipes;
using System.Net.Sockets;
using Grpc.Net.Client;

namespace Kubeadm.Engine.Ports.ContainerRuntime;

/// <summary>Opens gRPC channels over unix sockets and Windows' named pipes.</summary>
internal static class CriChannel
{
    /// <summary>In bytes, as the kubelet's: a node's containers and images, some thousand of a KiB each.</summary>
    public const int LargestAnswer = 16 << 20;

    /// <summary>Opens a channel; nothing is connected before the first call.</summary>
    public static GrpcChannel Open(string endpoint)
    {
        var path = ContainerRuntimeEndpoints.PathOf(endpoint);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (_, cancellationToken) =>
                path.StartsWith('\\') ? ConnectPipeAsync(path, cancellationToken) : ConnectSocketAsync(path, cancellationToken),
        };

        // The name is never resolved: it is what HTTP/2 sends as the authority.
        return GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = LargestAnswer,
        });
    }

    private static async ValueTask<Stream> ConnectSocketAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> ConnectPipeAsync(string path, CancellationToken cancellationToken)
    {
        const string prefix = @"\\.\pipe\";
        var pipe = new NamedPipeClientStream(".", path[prefix.Length..], PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(cancellationToken);
            return pipe;
        }
        catch
        {
            await pipe.DisposeAsync();
            throw;
        }
    }
}
