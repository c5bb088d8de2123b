using Kubeadm.Engine.ContainerRuntime;
using Kubeadm.Engine.Node;
using Kubeadm.Engine.Tests.Doubles;

namespace Kubeadm.Engine.Tests.ContainerRuntime;

/// <summary>A containerd and a registry of their own, in a new folder and on loopback.</summary>
public sealed class ContainerdFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ServerProcess? _containerd;
    private ServerProcess? _registry;

    public const string SandboxImage = "registry.example/pause:9.9";

    public string Endpoint => "unix://" + _folder["containerd.sock"];

    public TestRegistry? Registry { get; private set; }

    /// <summary>Skips the test when the servers are not there.</summary>
    public void Require()
    {
        Skip.If(_containerd is null, "needs root and the distribution's packages containerd and runc");
        Skip.If(_registry is null, "needs the distribution's package docker-registry");
    }

    public async Task InitializeAsync()
    {
        var programs = new LocalProcessRunner();
        if (Environment.IsPrivilegedProcess && programs.Find("containerd") is { } containerd && programs.Find("runc") is not null)
        {
            await File.WriteAllTextAsync(_folder["config.toml"], $"""
                version = 2
                root = "{_folder["root"]}"
                state = "{_folder["state"]}"
                [grpc]
                  address = "{_folder["containerd.sock"]}"
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "{SandboxImage}"
                [plugins."io.containerd.grpc.v1.cri".containerd]
                  snapshotter = "native"
                """);
            _containerd = await ServerProcess.StartAsync(containerd, ["--config", _folder["config.toml"]], IsContainerdReadyAsync);
        }

        if (programs.Find("docker-registry") is { } registry)
        {
            var port = ServerProcess.FreePort();
            Registry = new TestRegistry(port);
            await File.WriteAllTextAsync(_folder["registry.yml"], $"""
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: {_folder["blobs"]}
                http:
                  addr: 127.0.0.1:{port}
                """);
            _registry = await ServerProcess.StartAsync(registry, ["serve", _folder["registry.yml"]], Registry.IsReadyAsync);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var server in new[] { _containerd, _registry }.OfType<ServerProcess>())
        {
            await server.DisposeAsync();
        }

        Registry?.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private async Task<bool> IsContainerdReadyAsync()
    {
        try
        {
            await using var runtime = new CriContainerRuntime(Endpoint);
            return (await runtime.GetStatusAsync(default)).RuntimeReady;
        }
        catch (KubeadmException)
        {
            return false;
        }
    }
}
