using System.Text.Json.Nodes;
using k8s.Models;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Preflight;
using Kubeadm.Engine.Recording;
using Kubeadm.Engine.Upgrades;
using Kubeadm.Engine.Upgrades.Health;
using Kubeadm.Engine.Versions;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Upgrades;

/// <summary>The checks of a cluster before it is upgraded.</summary>
public sealed class ClusterHealthChecksTests
{
    private ClusterCase _cluster = new();
    private readonly FakeNode _node = new();

    public ClusterHealthChecksTests()
    {
        foreach (var component in new[] { "kube-apiserver", "kube-controller-manager", "kube-scheduler" })
        {
            _node.Memory.Add($"/etc/kubernetes/manifests/{component}.yaml", "");
        }
    }

    [Fact]
    public async Task The_Job_is_made_as_kubeadm_makes_it()
    {
        _cluster.Node("cp1", controlPlane: true);

        var checks = await RunAsync(Completing());

        Assert.All(checks, check => Assert.Equal(PreflightOutcome.Passed, check.Outcome));
        var write = Assert.Single(_cluster.Server.Writes);
        Assert.Equal(("kube-system", "batch/v1", "jobs"), (write.Namespace, write.Group, write.Resource));
        Assert.Matches("^upgrade-health-check-[0-9]{13}$", write.Name);
        var expected = JsonNode.Parse(
            """
            {"activeDeadlineSeconds":65,"backoffLimit":0,"ttlSecondsAfterFinished":65,"template":{"metadata":{},"spec":{
              "containers":[{"args":["-v"],"image":"registry.example.com/pause:3.10.2","name":"upgrade-health-check","resources":{}}],
              "restartPolicy":"Never","securityContext":{"runAsGroup":999,"runAsNonRoot":true,"runAsUser":999},
              "tolerations":[{"effect":"NoSchedule","key":"node-role.kubernetes.io/control-plane"}]}}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, write.Object["spec"]), write.Object["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task The_Jobs_end_is_heard_of_without_asking_again()
    {
        _cluster.Node("cp1", controlPlane: true);

        var job = new OnJob(WhenWatched: name => End(name, "Complete"));

        var checks = await RunAsync(job);

        Assert.Equal(PreflightOutcome.Passed, checks[0].Outcome);
        Assert.Equal(1, job.Reads);
    }

    [Theory]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"c","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0}}}]}""")]
    [InlineData("""{"phase":"Succeeded"}""")]
    public async Task A_Jobs_container_that_ended_well_is_enough_before_anybody_has_counted_it(string status)
    {
        _cluster.Node("w1");

        var checks = await RunAsync(new OnJob(Created: name => SeedPod(name, status)));

        Assert.Equal(PreflightOutcome.Passed, checks[0].Outcome);
        Assert.Equal([ApiVerb.Create], _cluster.Server.Writes.Select(write => write.Verb));
    }

    [Fact]
    public async Task A_cluster_of_cordoned_nodes_is_warned_of_and_no_Job_is_made()
    {
        _cluster.Node("cp1", controlPlane: true, cordoned: true).Node("w1", cordoned: true);

        var checks = await RunAsync();

        Assert.Equal(PreflightOutcome.Warning, checks[0].Outcome);
        Assert.Empty(_cluster.Server.Writes);
    }

    public static TheoryData<string, string> Troubles => new()
    {
        {
            """{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/2 nodes are available: 2 Insufficient cpu."}]}""",
            "its Pod cannot be put on a node: Unschedulable: 0/2 nodes are available: 2 Insufficient cpu."
        },
        {
            """{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ErrImagePull","message":"pause:3.10.2: not found"}}}]}""",
            "its container does not start on the node w1: ErrImagePull: pause:3.10.2: not found"
        },
        {
            """{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":128,"reason":"StartError","message":"exec format error"}}}]}""",
            "its container ended with exit code 128 on the node w1: StartError: exec format error"
        },
        { """{"phase":"Pending"}""", "its Pod is Pending on the node w1, and no kubelet has said more of it" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_Job_that_stays_pending_ends_with_its_limit_says_why_and_is_removed(string status, string reason)
    {
        _cluster = new ClusterCase(new LeapingClock()).Node("w1");

        var check = (await RunAsync(new OnJob(Created: name => SeedPod(name, status))))[0];

        Assert.Equal(PreflightOutcome.Failed, check.Outcome);
        Assert.Contains("did not complete in 60 s: " + reason, check.Message, StringComparison.Ordinal);
        Assert.Equal([ApiVerb.Create, ApiVerb.Delete], _cluster.Server.Writes.Select(write => write.Verb));
    }

    [Fact]
    public async Task A_Job_that_no_Pod_is_made_for_tells_what_its_controller_complains_of()
    {
        _cluster = new ClusterCase(new LeapingClock()).Node("w1");

        var check = (await RunAsync(new OnJob(Created: name => _cluster.Seed("events", new Corev1Event
        {
            ApiVersion = "v1",
            Kind = "Event",
            Metadata = new V1ObjectMeta { Name = "e", NamespaceProperty = ClusterNamespaces.System },
            InvolvedObject = new V1ObjectReference { Name = name },
            Type = "Warning",
            Reason = "FailedCreate",
            Message = "exceeded quota",
        }))))[0];

        Assert.EndsWith("no Pod was made for it: FailedCreate: exceeded quota", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Pod_that_no_scheduler_looks_at_is_told()
    {
        _cluster = new ClusterCase(new LeapingClock()).Node("w1");

        var check = (await RunAsync(new OnJob(Created: name => SeedPod(name, """{"phase":"Pending"}""", node: null))))[0];

        Assert.EndsWith("its Pod is on no node, and no scheduler has said why; see whether kube-scheduler runs", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Job_that_fails_is_not_waited_for()
    {
        _cluster.Node("w1");

        var check = (await RunAsync(new OnJob(Created: name => End(name, "Failed", "Job has reached the specified backoff limit"))))[0];

        Assert.Contains("failed: Job has reached the specified backoff limit: no Pod was made for it", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_removes_the_Job()
    {
        _cluster.Node("w1");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(new OnJob(WhenWatched: _ => stop.Cancel()), stop.Token));

        Assert.Equal([ApiVerb.Create, ApiVerb.Delete], _cluster.Server.Writes.Select(write => write.Verb));
    }

    [Fact]
    public async Task Ctrl_C_counts_also_where_the_watch_breaks_off_meanwhile()
    {
        _cluster.Node("w1");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
            new OnJob(WhenWatched: _ =>
            {
                stop.Cancel();
                throw new HttpRequestException("the connection has ended");
            }),
            stop.Token));
    }

    [Fact]
    public async Task A_control_plane_that_is_not_ready_and_a_manifest_that_is_missing_are_named()
    {
        _cluster.Node("cp1", controlPlane: true, ready: false).Node("cp2", controlPlane: true).Node("w1", ready: false);
        _node.Memory.DeleteFile("/etc/kubernetes/manifests/kube-scheduler.yaml");

        var checks = await RunAsync(Completing());

        Assert.Equal(
            [
                ("CreateJob", PreflightOutcome.Passed, ""),
                ("ControlPlaneNodesReady", PreflightOutcome.Failed, "control-plane nodes are not ready: cp1"),
                ("StaticPodManifest", PreflightOutcome.Failed, "manifests are missing: /etc/kubernetes/manifests/kube-scheduler.yaml"),
            ],
            checks.Select(check => (check.Name, check.Outcome, check.Message)));
    }

    [Fact]
    public async Task In_a_dry_run_the_Job_counts_as_done()
    {
        using var dryRun = new DryRunCluster(_cluster.Node("cp1").Connect().Api, TimeProvider.System);

        var checks = await RunAsync(new ApiObjects(dryRun.Client, new ApiRetry(TimeSpan.Zero)), default);

        Assert.Equal(PreflightOutcome.Passed, checks[0].Outcome);
        Assert.Empty(_cluster.Server.Writes);
        Assert.False(Assert.Single(dryRun.Writes).Object["status"]!.AsObject().ContainsKey("conditions"));
    }

    private OnJob Completing() => new(Created: name => End(name, "Complete"));

    private void End(string name, string condition, string message = "")
    {
        var job = new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = ClusterNamespaces.System },
            Status = new V1JobStatus { Conditions = [new V1JobCondition { Type = condition, Status = "True", Message = message }] },
        };
        _cluster.Seed("jobs", job);
    }

    private void SeedPod(string job, string status, string? node = "w1") => _cluster.Server.Seed("pods", new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = job + "-x", ["namespace"] = ClusterNamespaces.System, ["labels"] = new JsonObject { ["job-name"] = job } },
        ["spec"] = new JsonObject { ["nodeName"] = node },
        ["status"] = JsonNode.Parse(status),
    });

    private Task<IReadOnlyList<PreflightCheck>> RunAsync(OnJob? onJob = null, CancellationToken cancellationToken = default) =>
        RunAsync(onJob is null ? _cluster.Connect() : _cluster.Connect(onJob), cancellationToken);

    private Task<IReadOnlyList<PreflightCheck>> RunAsync(ApiObjects objects, CancellationToken cancellationToken)
    {
        var cluster = new ClusterConfiguration { KubernetesVersion = "v1.35.6", ImageRepository = "registry.example.com" };
        var checks = ClusterHealthChecks.Create(objects, new ClusterNodes(objects), _node, cluster, KubernetesReleases.Current);
        return PreflightRunner.RunAsync(checks, IgnoredChecks.None, cancellationToken);
    }

    /// <summary>Does something when the Job was created, or when it is first watched.</summary>
    private sealed class OnJob(Action<string>? Created = null, Action<string>? WhenWatched = null) : DelegatingHandler
    {
        private string _name = "";

        /// <summary>How often the Job was read.</summary>
        public int Reads { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isJobs = request.RequestUri!.AbsolutePath.EndsWith("/jobs", StringComparison.Ordinal);
            Reads += _name.Length > 0 && request.Method == HttpMethod.Get && request.RequestUri.AbsolutePath.EndsWith(_name, StringComparison.Ordinal) ? 1 : 0;
            if (isJobs && request.Method == HttpMethod.Post)
            {
                _name = (string)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["metadata"]!["name"]!;
            }

            var answer = await base.SendAsync(request, cancellationToken);
            if (isJobs && request.Method == HttpMethod.Post)
            {
                Created?.Invoke(_name);
            }
            else if (isJobs && request.RequestUri.Query.Contains("watch=true", StringComparison.Ordinal))
            {
                WhenWatched?.Invoke(_name);
            }

            return answer;
        }
    }
}
