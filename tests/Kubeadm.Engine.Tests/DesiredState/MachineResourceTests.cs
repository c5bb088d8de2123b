using Kubeadm.Engine.DesiredState;
using Kubeadm.Engine.Tests.History;
using Kubeadm.Engine.Tests.Workflows.Join;
using Kubeadm.Engine.Workflows.Init;

namespace Kubeadm.Engine.Tests.DesiredState;

/// <summary>Workers and control planes, over machines that join as in the tests of join.</summary>
public sealed class MachineResourceTests
{
    [Fact]
    public async Task A_worker_is_made_once_and_what_it_would_do_is_told_before()
    {
        using var join = await JoinCase.CreateAsync();
        var nodes = join.Ports().Resource("KubeNode", join.Observer);
        var before = await nodes.TestAsync(Worker(join));
        Assert.Equal((false, "Exist", "None"), (before.InDesiredState, before.Differences.ToString(), ((KubeNodeState)before.State).Role));
        var preview = await nodes.PreviewAsync(Worker(join));
        Assert.Contains(preview.Changes, line => line.StartsWith("cp2: kubelet-start (", StringComparison.Ordinal));
        Assert.Equal((true, null, JoinCase.Endpoint, null), preview.State is KubeNodeState then ? (then.Exist, then.Role, then.ApiServerEndpoint, then.Token) : default);
        Assert.False(join.Node.Memory.FileExists(JoinCase.KubeletConf));

        var made = await nodes.SetAsync(Worker(join));

        var state = Assert.IsType<KubeNodeState>(made.State);
        Assert.Equal((true, "Worker", "cp2", $"https://{JoinCase.Endpoint}", null), (state.Exist, state.Role, state.NodeName, state.ClusterEndpoint, state.Token));
        Assert.Contains("Join: kubelet-start", made.Changes);
        var files = join.Node.Memory.AllFiles;
        Assert.Empty((await nodes.SetAsync(Worker(join))).Changes);
        Assert.Equal(files, join.Node.Memory.AllFiles);
        Assert.Single(await nodes.ExportAsync(new KubeNodeState(), default));
        Assert.Empty(await join.Ports().Resource("KubeControlPlane").ExportAsync(new KubeControlPlaneState(), default));
    }

    [Fact]
    public async Task A_worker_is_not_made_of_another_role_or_name()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.ControlPlane);
        var before = join.Node.Memory.AllFiles;

        var role = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeNode").SetAsync(Worker(join)));
        var gone = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeNode").SetAsync(new KubeNodeState { NodeName = "w9" }));
        var name = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeControlPlane").SetAsync(ControlPlane(join) with { NodeName = "cp9" }));

        Assert.Equal("StateNotReachable", role.ErrorId);
        Assert.Contains("ControlPlane", role.Message, StringComparison.Ordinal);
        Assert.Equal("StateNotReachable", gone.ErrorId);
        Assert.Contains("cp9", name.Message, StringComparison.Ordinal);
        Assert.Equal(before, join.Node.Memory.AllFiles);
    }

    [Theory]
    [InlineData("KubeNode")]
    [InlineData("KubeControlPlane")]
    public async Task A_configuration_that_comes_later_is_waited_for_in_a_preview_alone(string resource)
    {
        using var join = await JoinCase.CreateAsync();
        KubeResourceState wanted = resource == "KubeNode" ? new KubeNodeState { Config = "/etc/later.yaml" } : new KubeControlPlaneState { Config = "/etc/later.yaml", KubernetesVersion = "v1.36.3" };
        var machines = join.Ports().Resource(resource);

        var preview = await machines.PreviewAsync(wanted);
        var error = await StateCase.RefusedAsync(() => machines.SetAsync(wanted));

        Assert.Contains("/etc/later.yaml is not there yet", preview.Changes.Single(), StringComparison.Ordinal);
        Assert.Equal(("InvalidProperty", "Config"), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task A_node_is_not_taken_away_in_the_place_of_another()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.Worker);
        var before = join.Node.Memory.AllFiles;
        var other = new KubeNodeState { NodeName = "w9", Exist = false };

        var error = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeNode").SetAsync(other));
        await StateCase.RefusedAsync(() => join.Ports().Resource("KubeNode").PreviewAsync(other));

        Assert.Equal("StateNotReachable", error.ErrorId);
        Assert.Contains("is the node cp2, not w9", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, join.Node.Memory.AllFiles);
    }

    [Fact]
    public async Task A_worker_whose_kubeconfig_is_broken_can_be_taken_away_and_nothing_else()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.Worker);
        join.Node.Memory.Add(JoinCase.KubeletConf, "a: [");

        Assert.Equal("InvalidKubeconfig", (await StateCase.RefusedAsync(() => join.Ports().Resource("KubeNode").GetAsync(new KubeNodeState(), default))).ErrorId);
        var gone = await join.Ports().Resource("KubeNode").PreviewAsync(new KubeNodeState { Exist = false });

        Assert.Equal("Exist", gone.Differences.ToString());
        Assert.Contains(gone.Changes, line => line.Contains("cleanup-node", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hash_that_is_none_is_refused_before_the_cluster_is_met()
    {
        using var join = await JoinCase.CreateAsync();

        var error = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeNode").PreviewAsync(Worker(join) with { CaCertHashes = ["foo"] }));

        Assert.Equal(("InvalidProperty", "CaCertHashes"), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task A_control_plane_joins_and_what_is_missing_of_it_is_told_and_made()
    {
        using var join = await JoinCase.CreateAsync();
        var planes = join.Ports().Resource("KubeControlPlane", join.Observer);

        var made = await planes.SetAsync(ControlPlane(join));

        var state = Assert.IsType<KubeControlPlaneState>(made.State);
        Assert.Equal(("ControlPlane", "v1.36.3", "v1.36.3", null, 0), (state.Role, state.KubernetesVersion, state.ClusterVersion, state.Problem, state.Unfinished!.Count));
        Assert.Null(state.CertificateKey);
        join.Node.Memory.DeleteFile("/etc/kubernetes/manifests/kube-scheduler.yaml");
        var less = await planes.TestAsync(ControlPlane(join));
        Assert.Equal(("Unfinished", "control-plane/scheduler"), (less.Differences.ToString(), ((KubeControlPlaneState)less.State).Unfinished!.ToString()));
        Assert.True((await planes.TestAsync(ControlPlane(join) with { SkipPhases = ["control-plane/scheduler"] })).InDesiredState);
    }

    [Fact]
    public async Task Add_ons_are_missed_only_where_the_making_was_cut_off()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.ControlPlane);
        var planes = join.Ports().Resource("KubeControlPlane");
        Assert.True((await planes.TestAsync(ControlPlane(join))).InDesiredState);
        join.Node.FakeRuns.Save("29991231T000000000Z-00000000.json", HistoryCase.RecordOf("29991231T000000000Z-00000000", RunOutcome.Running, processId: 1, process: "another boot/1"));

        var test = await planes.TestAsync(ControlPlane(join));

        Assert.Equal("addon/coredns, addon/kube-proxy", ((KubeControlPlaneState)test.State).Unfinished!.ToString());
    }

    [Fact]
    public async Task One_that_joined_is_not_finished_by_an_init_of_its_own()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.ControlPlane);
        join.Node.Memory.DeleteFile("/etc/kubernetes/scheduler.conf");
        var before = join.Node.Memory.AllFiles;

        var error = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeControlPlane").SetAsync(new KubeControlPlaneState { KubernetesVersion = "v1.36.3" }));

        Assert.Equal(("PropertyMissing", "ApiServerEndpoint"), (error.ErrorId, error.Target));
        Assert.Contains("kubeconfig/scheduler", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, join.Node.Memory.AllFiles);
    }

    [Fact]
    public async Task One_whose_making_was_cut_off_before_its_manifests_is_no_worker()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.Worker);
        Assert.Equal(MachineRole.Worker, ((KubeNodeState)await join.Ports().Resource("KubeNode").GetAsync(new KubeNodeState(), default)).Role);

        join.Node.Memory.Add("/etc/kubernetes/admin.conf", "the administrator's").Add("/etc/kubernetes/pki/ca.key", "a key");

        Assert.Equal(MachineRole.None, ((KubeNodeState)await join.Ports().Resource("KubeNode").GetAsync(new KubeNodeState(), default)).Role);
    }

    [Fact]
    public void What_is_told_to_be_unfinished_are_phases()
    {
        var known = InitWorkflow.Describe().Select(phase => phase.Name).ToHashSet();

        Assert.All(ControlPlaneSurvey.Phases, phase => Assert.Contains(phase, known));
    }

    [Fact]
    public async Task Nobody_goes_back_to_an_older_version_or_to_one_that_is_none()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.ControlPlane);
        var planes = join.Ports().Resource("KubeControlPlane");

        Assert.Equal(["KubernetesVersion"], (await planes.TestAsync(ControlPlane(join) with { KubernetesVersion = "v1.35.6" })).Differences);
        Assert.Equal("StateNotReachable", (await StateCase.RefusedAsync(() => planes.SetAsync(ControlPlane(join) with { KubernetesVersion = "v1.35.6" }))).ErrorId);
        Assert.Equal("InvalidProperty", (await StateCase.RefusedAsync(() => planes.TestAsync(ControlPlane(join) with { KubernetesVersion = "stable-1" }))).ErrorId);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_told_and_nothing_is_done()
    {
        using var join = await JoinCase.CreateAsync();
        await join.JoinAsync(join.ControlPlane);
        join.OnRequest = _ => throw new HttpRequestException("Connection refused");
        var before = join.Node.Memory.AllFiles;

        var test = await join.Ports().Resource("KubeControlPlane").TestAsync(ControlPlane(join));
        var error = await StateCase.RefusedAsync(() => join.Ports().Resource("KubeControlPlane").SetAsync(ControlPlane(join)));

        Assert.Equal(["Problem"], test.Differences);
        Assert.Equal("StateNotReachable", error.ErrorId);
        Assert.Equal(before, join.Node.Memory.AllFiles);
    }

    private static KubeNodeState Worker(JoinCase join) => new()
    {
        ApiServerEndpoint = JoinCase.Endpoint,
        Token = Secret.Protect(JoinCase.Token),
        CaCertHashes = [join.Pin],
        IgnorePreflightErrors = ["SystemVerification"],
    };

    private static KubeControlPlaneState ControlPlane(JoinCase join) => new()
    {
        ApiServerEndpoint = JoinCase.Endpoint,
        Token = Secret.Protect(JoinCase.Token),
        CaCertHashes = [join.Pin],
        CertificateKey = Secret.Protect(JoinCase.Key),
        ApiServerAdvertiseAddress = JoinCase.Address,
        IgnorePreflightErrors = ["SystemVerification"],
    };
}
