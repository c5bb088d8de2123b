using Kubeadm.Engine.Health;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.StaticPods;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Health;

/// <summary>The wait for a static Pod that gives up early on one that ends again and again.</summary>
public sealed class StaticPodHealthTests
{
    private readonly LeapingClock _clock = new() { KeepsLimits = true };
    private readonly List<Uri> _asked = [];

    private ScriptedRuntime Runtime { get; } = new();

    [Fact]
    public async Task One_that_ended_often_before_and_comes_up_again_is_ready()
    {
        Runtime.Looks = [[Container("c5", "Exited", 5)], [Container("c5", "Exited", 5)], [Container("c5", "Exited", 5)], [Container("c6", "Running", 6)]];

        await WaitAsync(before: null, 200);

        Assert.Equal([new Uri("https://192.0.2.10:6443/readyz")], _asked);
    }

    [Fact]
    public async Task One_that_runs_and_has_never_ended_is_asked_until_it_is_ready()
    {
        Runtime.Looks = [[Container("old", "Exited", 9), Container("c0", "Running", 0)]];

        await WaitAsync(new HashSet<string> { "old" }, 500, 500, 200);

        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task One_that_ends_again_and_again_is_given_up_before_the_time_is_up()
    {
        Runtime.Looks = [[Container("c0", "Exited", 0)], [Container("c0", "Exited", 0), Container("c2", "Exited", 2)]];

        var error = await Assert.ThrowsAsync<KubeadmException>(() => WaitAsync(new HashSet<string> { "old" }, 200));

        Assert.Equal("ComponentNotReady", error.ErrorId);
        Assert.Contains("it ended each time that it was started, 3 times", error.Message, StringComparison.Ordinal);
        Assert.True(_clock.Elapsed < TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_runtime_that_is_started_anew_meanwhile_is_waited_for()
    {
        Runtime.Looks = [[Container("c0", "Running", 0)]];
        Runtime.OnLook = Away(until: 40);

        await WaitAsync(before: null, 200);

        Assert.Single(_asked);
    }

    [Fact]
    public async Task A_runtime_that_does_not_come_back_in_time_is_told()
    {
        Runtime.Looks = [[Container("c0", "Running", 0)]];
        Runtime.OnLook = Away(until: int.MaxValue);

        var error = await Assert.ThrowsAsync<KubeadmException>(() => WaitAsync(before: null, 200));

        Assert.Equal("ContainerRuntimeUnreachable", error.ErrorId);
        Assert.True(_clock.Elapsed > TimeSpan.FromMinutes(4));
    }

    private static Action<int> Away(int until) => look =>
    {
        if (look <= until)
        {
            throw new KubeadmException("ContainerRuntimeUnreachable", "there is no such socket");
        }
    };

    [Fact]
    public async Task One_that_runs_and_is_not_ready_in_time_is_told_with_what_it_answered()
    {
        Runtime.Looks = [[Container("c0", "Running", 0)]];

        var error = await Assert.ThrowsAsync<KubeadmException>(() => WaitAsync(before: null, 500));

        Assert.Contains("https://192.0.2.10:6443/readyz: status 500; etcd failed: reason withheld", error.Message, StringComparison.Ordinal);
    }

    private static RuntimeContainer Container(string id, string state, int attempt) => new(id, "kube-apiserver", "kube-apiserver-cp1", "kube-system", state, attempt);

    /// <summary>Waits for a Pod that answers with one status after the other, the last from then on.</summary>
    private Task<TimeSpan> WaitAsync(IReadOnlySet<string>? before, params int[] statuses)
    {
        Runtime.Containers.AddRange(Runtime.Looks.SelectMany(look => look).DistinctBy(container => container.Id).Select(container => (container, Array.Empty<string>())));
        var pod = StaticPodReader.Parse("""
            apiVersion: v1
            kind: Pod
            metadata: {name: kube-apiserver, namespace: kube-system}
            spec:
              hostNetwork: true
              containers:
              - name: kube-apiserver
                ports: [{name: probe-port, containerPort: 6443}]
                readinessProbe: {httpGet: {host: 192.0.2.10, path: /readyz, port: probe-port, scheme: HTTPS}}
            """u8.ToArray(), "pod");
        return new StaticPodHealth(_clock, Runtime, (url, _) =>
        {
            _asked.Add(url);
            return Task.FromResult(new HealthAnswer(statuses[Math.Min(_asked.Count, statuses.Length) - 1], "[-]etcd failed: reason withheld\n"));
        }).WaitUnlessCrashingAsync(pod, "kube-apiserver-cp1", before is null ? FormerContainers.None : FormerContainers.Of(before), TimeSpan.FromMinutes(5), default);
    }
}
