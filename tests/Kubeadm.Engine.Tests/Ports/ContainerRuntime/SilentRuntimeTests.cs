using System.Net.Sockets;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.ContainerRuntime;

/// <summary>Runtimes whose socket takes connections and then says nothing, or nothing that is gRPC.</summary>
public sealed class SilentRuntimeTests : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SilentRuntimeTests()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
    }

    private string SocketPath => Path.Combine(_folder.Path, "c.sock");

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_with_the_time_and_says_so()
    {
        await using var runtime = Open(TimeSpan.FromMilliseconds(300));

        var error = await Assert.ThrowsAsync<KubeadmException>(() => runtime.GetStatusAsync(default).WaitAsync(Hang));

        Assert.Equal(("ContainerRuntimeUnreachable", KubeadmErrorKind.Unreachable), (error.ErrorId, error.Kind));
        Assert.Contains("nothing came within 300ms", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_ends_a_pull()
    {
        await using var runtime = Open(Hang);
        using var cancel = new CancellationTokenSource();

        var pull = runtime.PullImageAsync("registry.invalid/a:1", cancel.Token);
        using var connection = await _listener.AcceptAsync().WaitAsync(Hang);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull.WaitAsync(Hang));
    }

    [Fact]
    public async Task What_is_no_gRPC_is_refused_however_much_comes()
    {
        await using var runtime = Open(Hang);

        var call = runtime.GetStatusAsync(default);
        using var connection = await _listener.AcceptAsync().WaitAsync(Hang);
        var sending = SendForEverAsync(connection);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => call.WaitAsync(Hang));
        Assert.StartsWith("ContainerRuntime", error.ErrorId, StringComparison.Ordinal);
        await sending.WaitAsync(Hang);
    }

    private CriContainerRuntime Open(TimeSpan limit) => new("unix://" + SocketPath, new LocalFileSystem()) { CallTimeout = limit };

    private static async Task SendForEverAsync(Socket connection)
    {
        try
        {
            for (var junk = new byte[1 << 16]; ;)
            {
                await connection.SendAsync(junk);
            }
        }
        catch (SocketException)
        {
            // The client has hung up.
        }
    }
}
