using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Tests.Health;
using Kubeadm.Engine.Tests.History;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Operations.Certificates;

public sealed class ComponentRestartsTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly FakeNode _node = new();
    private readonly KubeletRuntime _runtime = new();
    private readonly RecordingObserver _observer = new();
    private readonly HealthServer _kubelet = new();
    private readonly HealthServer _etcd = new();
    private readonly HealthServer _apiServer = new(tls: true);

    public ComponentRestartsTests()
    {
        _node.FakeNetwork.HostName = "CP1";
        _node.FakeServices!.Active.Add("kubelet");
        _node.FakeServices.Done = done => _runtime.Done(done);
        _node.Memory.Add(KubernetesPaths.KubeletConfiguration, $"apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nhealthzPort: {_kubelet.Port}\ncontainerRuntimeEndpoint: unix:///run/mine.sock\n");
        Add("etcd", $"{{httpGet: {{host: 127.0.0.1, path: /readyz, port: {_etcd.Port}}}}}");
        Add("kube-apiserver", $"{{httpGet: {{path: /readyz, port: probe-port, scheme: HTTPS}}}}, ports: [{{name: probe-port, containerPort: {_apiServer.Port}}}]");
        Add("kube-scheduler", null);
        Add("kube-controller-manager", null);
        _runtime.Start("coredns-1", "coredns");
        _runtime.Calls.Clear();
    }

    public void Dispose()
    {
        _kubelet.Dispose();
        _etcd.Dispose();
        _apiServer.Dispose();
    }

    [Fact]
    public async Task Each_is_stopped_and_removed_and_waited_for_before_the_next()
    {
        _etcd.Answer = number => number < 3 ? (503, "") : (200, "ok");
        _runtime.OnStop = name =>
        {
            if (name == "kube-apiserver")
            {
                Assert.Equal(["/readyz", "/readyz", "/readyz"], _etcd.Paths);
            }
        };

        await RestartAsync("kube-apiserver", "etcd");

        Assert.Equal(["stop etcd 30", "remove etcd-cp1", "stop kube-apiserver 5", "remove kube-apiserver-cp1"], _runtime.Calls);
        Assert.Equal(["/readyz"], _apiServer.Paths);
        Assert.Equal(["[renew] Restarting etcd", "[renew] Restarting kube-apiserver"], _observer.Lines);
        Assert.Empty(_node.FakeServices!.Calls);
        Assert.Equal("unix:///run/mine.sock", _runtime.Connected);
    }

    [Fact]
    public async Task What_failed_before_is_removed_so_that_the_kubelet_does_not_wait()
    {
        _runtime.Fail("kube-scheduler");

        await RestartAsync("kube-scheduler");

        Assert.Equal(["remove kube-scheduler-cp1"], _runtime.Calls);
    }

    [Fact]
    public async Task A_kubelet_that_must_be_is_started_again_first()
    {
        await RestartAsync("etcd", "kubelet");

        Assert.Equal(["restart kubelet", "stop etcd 30", "remove etcd-cp1"], _runtime.Calls);
        Assert.Equal(["/healthz"], _kubelet.Paths);
    }

    [Fact]
    public async Task A_kubelet_that_does_not_run_is_started_for_it_brings_the_Pods_back()
    {
        _node.FakeServices!.Active.Clear();

        await RestartAsync("kube-scheduler");

        Assert.Equal("restart kubelet", _runtime.Calls[0]);
    }

    [Fact]
    public async Task Without_a_kubelet_that_gets_healthy_no_Pod_is_touched()
    {
        _kubelet.Answer = _ => (500, "");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => RestartAsync(Short, Long, "etcd"));

        Assert.Equal("KubeletNotReady", error.ErrorId);
        Assert.Empty(_runtime.Calls);
    }

    [Fact]
    public async Task One_that_is_not_ready_in_time_is_an_error_with_its_log_and_the_others_are_started_again()
    {
        _etcd.Answer = _ => (503, "[-]etcd failed: no leader");
        _runtime.Log = "{\"msg\":\"no leader\"}";

        var error = await Assert.ThrowsAsync<KubeadmException>(() => RestartAsync(Long, Short, "kube-scheduler", "kube-apiserver", "etcd"));

        Assert.Equal(("ComponentNotReady", KubeadmErrorKind.Timeout, "etcd"), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains($"http://127.0.0.1:{_etcd.Port}/readyz: status 503", error.Message, StringComparison.Ordinal);
        Assert.Contains("{\"msg\":\"no leader\"}", error.Message, StringComparison.Ordinal);
        Assert.Equal(["remove etcd-cp1", "remove kube-apiserver-cp1", "remove kube-scheduler-cp1"], _runtime.Calls.Where(call => call.StartsWith("remove", StringComparison.Ordinal)));
        Assert.Empty(_apiServer.Paths);
    }

    [Fact]
    public async Task One_that_the_kubelet_does_not_start_is_an_error_that_says_so()
    {
        _runtime.Dead.Add("kube-scheduler-cp1");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => RestartAsync(Long, Short, "kube-scheduler"));

        Assert.Contains("the kubelet has not started kube-scheduler", error.Message, StringComparison.Ordinal);
        Assert.Contains("kube-scheduler has no container", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_at_once()
    {
        _runtime.Dead.Add("kube-scheduler-cp1");
        using var cancel = new CancellationTokenSource();
        var wait = new ComponentRestarts(Ports(), _observer).RestartAsync(["kube-scheduler"], null, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private void Add(string name, string? readiness)
    {
        _node.Memory.Add(
            $"{KubernetesPaths.ManifestsDirectory}/{name}.yaml",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: kube-system}}\nspec:\n  hostNetwork: true\n  containers:\n  - {{name: {name}{(readiness is null ? "" : ", readinessProbe: " + readiness)}}}\n");
        _runtime.Start($"{name}-cp1", name);
    }

    private EnginePorts Ports() => EnginePorts.CreateLocal() with
    {
        Node = _node,
        ConnectRuntime = endpoint =>
        {
            _runtime.Connected = endpoint;
            return _runtime;
        },
    };

    [Fact]
    public async Task A_restart_leaves_a_record_of_what_was_stopped()
    {
        await RestartAsync("kube-apiserver", "etcd");

        var run = _node.Run();
        Assert.Equal((RunName.Restart, "cp1", RunOutcome.Succeeded, "kube-apiserver, etcd"), (run.Workflow, run.NodeName, run.Outcome, run.RequestedPhases.ToString()));
        Assert.Equal([(ChangeKind.Container, ChangeAction.Delete)], Assert.Single(run.Phases).Changes.Select(change => (change.Kind, change.Action)).Distinct());
    }

    private Task RestartAsync(params string[] components) => RestartAsync(Long, Long, components);

    private Task RestartAsync(TimeSpan kubelet, TimeSpan component, params string[] components) => new ComponentRestarts(Ports(), _observer).RestartAsync(
        components, new Timeouts { KubeletHealthCheck = kubelet, ControlPlaneComponentHealthCheck = component }, default);

    /// <summary>A runtime beside a kubelet: a Pod that is removed is there again at once, in another sandbox.</summary>
    private sealed class KubeletRuntime : StubRuntime
    {
        private readonly object _gate = new();
        private int _started;

        public List<string> Calls { get; } = [];

        public string? Connected { get; set; }

        /// <summary>Pods that nobody starts again.</summary>
        public HashSet<string> Dead { get; } = [];

        public string Log { get; set; } = "";

        public Action<string> OnStop { get; set; } = _ => { };

        public void Start(string pod, string name) => Containers.Add(
            (new RuntimeContainer($"c{++_started}", name, pod, "kube-system", RuntimeContainer.Running, 0) { SandboxId = $"{pod}/{_started}" }, [Log]));

        public void Fail(string name)
        {
            var index = Containers.FindIndex(c => c.Container.Name == name);
            Containers[index] = (Containers[index].Container with { State = "Exited", Attempt = 7 }, []);
        }

        public void Done(string what)
        {
            lock (_gate)
            {
                Calls.Add(what);
            }
        }

        public override Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                return base.ListContainersAsync(cancellationToken);
            }
        }

        public override Task StopContainerAsync(string containerId, TimeSpan grace, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                var name = Containers.Single(c => c.Container.Id == containerId).Container.Name;
                OnStop(name);
                Done($"stop {name} {grace.TotalSeconds}");
                return Task.CompletedTask;
            }
        }

        public override Task RemoveSandboxAsync(string sandboxId, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                var removed = Containers.Single(c => c.Container.SandboxId == sandboxId).Container;
                Done($"remove {removed.PodName}");
                Containers.RemoveAll(c => c.Container.SandboxId == sandboxId);
                if (!Dead.Contains(removed.PodName))
                {
                    Start(removed.PodName, removed.Name);
                }

                return Task.CompletedTask;
            }
        }
    }
}
