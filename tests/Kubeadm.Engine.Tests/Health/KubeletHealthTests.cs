using Kubeadm.Engine.Configuration.Components;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Health;

public sealed class KubeletHealthTests
{
    private readonly FakeNode _node = new();

    [Fact]
    public async Task Waits_until_the_kubelet_says_ok()
    {
        using var server = new HealthServer(answer: number => number < 4 ? (503, "") : (200, "ok"));

        var health = await new KubeletHealth(_node).WaitAsync(At(server.Port), TimeSpan.FromSeconds(30), default);

        Assert.True(health!.IsHealthy);
        Assert.Equal(["/healthz", "/healthz", "/healthz", "/healthz"], server.Paths);
    }

    [Fact]
    public async Task A_kubelet_that_does_not_listen_in_time_is_an_error_with_its_log()
    {
        _node.FakeProcesses.Install("journalctl");
        _node.FakeProcesses.Answer = (_, _) => new ProcessResult(0, "failed to run Kubelet: misconfiguration\n", "");
        var port = ServerProcess.FreePort();

        var error = await Assert.ThrowsAsync<KubeadmException>(
            () => new KubeletHealth(_node).WaitAsync(At(port), TimeSpan.FromMilliseconds(300), default));

        Assert.Equal(("KubeletNotReady", KubeadmErrorKind.Timeout), (error.ErrorId, error.Kind));
        Assert.Contains($"http://127.0.0.1:{port}/healthz", error.Message, StringComparison.Ordinal);
        Assert.Contains("misconfiguration", error.Message, StringComparison.Ordinal);
        Assert.Contains("systemctl status kubelet", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubelet_without_a_health_port_is_not_waited_for() =>
        Assert.Null(await new KubeletHealth(_node).WaitAsync(At(0), TimeSpan.Zero, default));

    [Theory]
    [InlineData("", null, "http://127.0.0.1:10248/healthz")]
    [InlineData("0.0.0.0", 1024, "http://0.0.0.0:1024/healthz")]
    [InlineData("::1", null, "http://[::1]:10248/healthz")]
    public void Address_and_port_are_the_configurations(string address, int? port, string expected) =>
        Assert.Equal(new Uri(expected), KubeletHealth.EndpointOf(new KubeletConfiguration { HealthzBindAddress = address, HealthzPort = port }));

    [Fact]
    public async Task Cancelling_ends_the_wait_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var wait = new KubeletHealth(_node).WaitAsync(At(ServerProcess.FreePort()), TimeSpan.FromMinutes(4), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static KubeletConfiguration At(int port) => new() { HealthzPort = port, HealthzBindAddress = "127.0.0.1" };
}
