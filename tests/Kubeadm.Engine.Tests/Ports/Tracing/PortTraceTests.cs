using System.Net;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Ports.Tracing;
using k8s;

namespace Kubeadm.Engine.Tests.Ports.Tracing;

public sealed class PortTraceTests
{
    private readonly List<string> _told = [];

    [SkippableTheory]
    [InlineData("echo hidden", "exit code 0")]
    [InlineData("exit 3", "exit code 3")]
    public async Task A_program_is_told_of_with_its_exit_code_and_without_what_it_said(string script, string outcome)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no sh.");

        await new LocalNode(new PortTrace(_told.Add)).Processes.RunAsync("sh", ["-c", script], TimeSpan.FromSeconds(10), default);

        Assert.Matches($@"^sh -c {script}: {outcome} in \d+ ms$", Assert.Single(_told));
    }

    [Fact]
    public async Task A_request_is_told_of_with_its_status_or_with_what_stopped_it_and_without_credentials()
    {
        using var listener = new HttpListener();
        var port = ServerProcess.FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var answering = Task.Run(async () =>
        {
            var context = await listener.GetContextAsync();
            context.Response.StatusCode = 404;
            context.Response.Close();
        });
        var ports = EnginePorts.CreateLocal(new PortTrace(_told.Add));

        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(ports, port));
        await answering;
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(ports, port));

        Assert.Equal(2, _told.Count);
        Assert.Matches($@"^GET http://127.0.0.1:{port}/api/v1/namespaces/default/configmaps/a: 404 in \d+ ms$", _told[0]);
        Assert.Matches($@"^GET http://127.0.0.1:{port}/\S+: .*refused.* in \d+ ms$", _told[1]);
        Assert.DoesNotContain(_told, line => line.Contains("credential", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_of_the_container_runtime_is_told_of()
    {
        await using var runtime = EnginePorts.CreateLocal(new PortTrace(_told.Add)).ConnectRuntime("unix:///nowhere/c.sock");

        await Assert.ThrowsAsync<KubeadmException>(() => runtime.GetVersionAsync(default));

        Assert.StartsWith("Version of unix:///nowhere/c.sock: ", Assert.Single(_told), StringComparison.Ordinal);
    }

    private static async Task AskAsync(EnginePorts ports, int port)
    {
        var kubeconfig = $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: c, cluster: { server: "http://127.0.0.1:{{port}}" } }]
            users: [{ name: u, user: { token: a-credential } }]
            contexts: [{ name: x, context: { cluster: c, user: u } }]
            current-context: x
            """;
        using var client = ports.ConnectCluster(kubeconfig, new ConnectOptions());
        await client.CoreV1.ReadNamespacedConfigMapAsync("a", "default");
    }
}
