using System.Collections.Concurrent;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Health;

public sealed class ControlPlaneHealthTests : IDisposable
{
    private const string Folder = "/etc/kubernetes/manifests";

    private readonly FakeNode _node = new();
    private readonly StubRuntime _runtime = new();
    private readonly HealthServer _apiServer = new(tls: true);
    private readonly HealthServer _controllerManager = new(tls: true);
    private readonly HealthServer _scheduler = new(tls: true);

    public ControlPlaneHealthTests()
    {
        Manifest("kube-apiserver", "--advertise-address=127.0.0.1", $"--secure-port={_apiServer.Port}");
        Manifest("kube-controller-manager", "--bind-address=127.0.0.1", "--secure-port=1", $"--secure-port={_controllerManager.Port}");
        Manifest("kube-scheduler", $"--secure-port {_scheduler.Port}");
    }

    public void Dispose()
    {
        _apiServer.Dispose();
        _controllerManager.Dispose();
        _scheduler.Dispose();
        _runtime.DisposeAsync().AsTask().Wait();
    }

    [Fact]
    public async Task Waits_for_all_three_at_their_own_paths()
    {
        _scheduler.Answer = number => number < 3 ? (500, "[+]ping ok\n[-]leaderElection failed: reason withheld\n") : (200, "ok");
        var progress = new Recorder();

        var healths = await WaitAsync(TimeSpan.FromSeconds(30), progress);

        Assert.Equal(["kube-apiserver", "kube-controller-manager", "kube-scheduler"], healths.Select(h => h.Name));
        Assert.All(healths, health => Assert.True(health.IsHealthy));
        Assert.Equal(["/livez"], _apiServer.Paths);
        Assert.Equal(["/healthz"], _controllerManager.Paths);
        Assert.Equal(["/livez", "/livez", "/livez"], _scheduler.Paths);
        Assert.Equal(3, progress.Healths.Count);
    }

    [Fact]
    public async Task A_component_that_stays_ill_is_an_error_with_the_last_lines_of_its_newest_container()
    {
        _apiServer.Answer = _ => (500, "[+]ping ok\n[-]etcd failed: reason withheld\n");
        Container("kube-apiserver", "old", "Exited", 0, "old line");
        Container("kube-apiserver", "new", "Exited", 1, [.. Enumerable.Range(1, 30).Select(i => $"line {i}")]);
        Container("kube-scheduler", "fine", "Running", 0, "scheduling");
        Container("etcd", "db", "Exited", 4, "disk full");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => WaitAsync(TimeSpan.FromSeconds(5), null));

        Assert.Equal(("ControlPlaneNotReady", KubeadmErrorKind.Timeout), (error.ErrorId, error.Kind));
        Assert.Contains("status 500; etcd failed: reason withheld", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 30", error.Message, StringComparison.Ordinal);
        Assert.Contains("disk full", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 20\n", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("old line", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("scheduling", error.Message, StringComparison.Ordinal);
        Assert.Contains("unix:///run/test.sock", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_without_a_container_points_to_the_kubelet()
    {
        _controllerManager.Dispose();

        // Long enough for the healthy ones' first TLS handshakes on a busy machine.
        var error = await Assert.ThrowsAsync<KubeadmException>(() => WaitAsync(TimeSpan.FromSeconds(5), null));

        Assert.Contains("kube-controller-manager has no container", error.Message, StringComparison.Ordinal);
        Assert.Equal([true, false, true], Assert.IsAssignableFrom<IEnumerable<ComponentHealth>>(error.Target).Select(h => h.IsHealthy));
    }

    [Fact]
    public void Defaults_are_the_api_servers_address_and_loopback()
    {
        Manifest("kube-apiserver");
        Manifest("kube-controller-manager");
        Manifest("kube-scheduler", "--bind-address=::1");

        Assert.Equal(
            [new Uri("https://192.0.2.2:6443/livez"), new Uri("https://127.0.0.1:10257/healthz"), new Uri("https://[::1]:10259/livez")],
            HealthEndpoints.Read(_node.Memory, Folder, "192.0.2.2").Select(e => e.Url));
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("kind: Pod\nspec: {containers: [{name: x, command: [sleep]}]}\n", "is not")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: x, command: [sleep]}]}\n", "no container whose command is kube-scheduler")]
    [InlineData("spec: [\n", "invalid YAML")]
    [InlineData("apiVersion: v1\nkind: Pod\nspec: {containers: [null]}\n", "null")]
    public void A_manifest_that_is_none_is_named(string? content, string expected)
    {
        _node.Memory.DeleteFile($"{Folder}/kube-scheduler.yaml");
        if (content is not null)
        {
            _node.Memory.Add($"{Folder}/kube-scheduler.yaml", content);
        }

        var error = Assert.Throws<KubeadmException>(() => HealthEndpoints.Read(_node.Memory, Folder, "192.0.2.2"));

        Assert.Equal("InvalidManifest", error.ErrorId);
        Assert.Contains($"{Folder}/kube-scheduler.yaml", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ComponentHealth>> WaitAsync(TimeSpan timeout, IProgress<ComponentHealth>? progress)
    {
        using var apiServer = ClusterConnection.ConnectHealth($$$"""
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:{{{_apiServer.Port}}}", insecure-skip-tls-verify: true}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """);
        return await new ControlPlaneHealth(_node, _runtime, apiServer).WaitAsync(Folder, "127.0.0.1", timeout, progress, default);
    }

    private void Manifest(string component, params string[] arguments) => _node.Memory.Add(
        $"{Folder}/{component}.yaml",
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {component}}}\nspec:\n  containers:\n  - name: {component}\n    command:\n"
        + string.Concat(arguments.Prepend(component).Select(a => $"    - \"{a}\"\n")));

    private void Container(string name, string id, string state, int attempt, params string[] log) =>
        _runtime.Containers.Add((new RuntimeContainer(id, name, $"{name}-vm", "kube-system", state, attempt), log));

    private sealed class Recorder : IProgress<ComponentHealth>
    {
        public ConcurrentQueue<ComponentHealth> Healths { get; } = new();

        public void Report(ComponentHealth value) => Healths.Enqueue(value);
    }
}
