using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Kubeadm.Testing.Servers;

/// <summary>A containerd and a registry of their own, in a new folder and on loopback.</summary>
public sealed class ContainerdFixture : IAsyncLifetime
{
    public const string SandboxImage = "registry.example/pause:9.9";

    private readonly string _folder = Directory.CreateTempSubdirectory("kubeadm-").FullName;
    private ServerProcess? _containerd;
    private ServerProcess? _registry;

    public string Endpoint => "unix://" + Socket;

    public TestRegistry? Registry { get; private set; }

    private string Socket => Path.Combine(_folder, "containerd.sock");

    /// <summary>Skips the test when the servers are not there.</summary>
    public void Require()
    {
        Skip.If(_containerd is null, "needs root and the distribution's packages containerd and runc");
        Skip.If(_registry is null, "needs the distribution's package docker-registry");
    }

    /// <summary>Redirects containerd from a registry's name to an address.</summary>
    public void Redirect(string registry, string address)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "certs.d", registry)).FullName;
        File.WriteAllText(Path.Combine(folder, "hosts.toml"), $"server = \"{address}\"\n[host.\"{address}\"]\n  capabilities = [\"pull\", \"resolve\"]\n");
    }

    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess && ServerProcess.Find("containerd") is { } containerd && ServerProcess.Find("runc") is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "config.toml"), $"""
                version = 2
                root = "{Path.Combine(_folder, "root")}"
                state = "{Path.Combine(_folder, "state")}"
                [grpc]
                  address = "{Socket}"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "{SandboxImage}"
                [plugins."io.containerd.grpc.v1.cri".containerd]
                  snapshotter = "native"
                [plugins."io.containerd.grpc.v1.cri".registry]
                  config_path = "{Path.Combine(_folder, "certs.d")}"
                """);
            _containerd = await ServerProcess.StartAsync(containerd, ["--config", Path.Combine(_folder, "config.toml")], IsContainerdReadyAsync);
        }

        if (ServerProcess.Find("docker-registry") is { } registry)
        {
            var port = ServerProcess.FreePort();
            Registry = new TestRegistry(port);
            await File.WriteAllTextAsync(Path.Combine(_folder, "registry.yml"), $"""
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: {Path.Combine(_folder, "blobs")}
                http:
                  addr: 127.0.0.1:{port}
                """);
            _registry = await ServerProcess.StartAsync(registry, ["serve", Path.Combine(_folder, "registry.yml")], Registry.IsReadyAsync);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var server in new[] { _containerd, _registry }.OfType<ServerProcess>())
        {
            await server.DisposeAsync();
        }

        Registry?.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A server that was just stopped may still hold a mount; the system's own cleaning of temporary files takes it.
        }
    }

    /// <summary>Whether the runtime's services answer: a gRPC call of CRI's Version, by hand, for not all tests have a client.</summary>
    private async Task<bool> IsContainerdReadyAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var call = new HttpRequestMessage(HttpMethod.Post, "http://localhost/runtime.v1.RuntimeService/Version")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { TE = { new TransferCodingWithQualityHeaderValue("trailers") } },
        };
        try
        {
            using var answer = await client.SendAsync(call);
            return answer.TrailingHeaders.TryGetValues("grpc-status", out var status) && status.Single() == "0";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
